package io.vnetctl.tap.netlink;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts one interface in the place of another in messages; all else stays as it is. */
record Renaming(int fromIndex, String fromName, int toIndex, String toName) {
  private static final int MAX_NAME_BYTES = 15;

  Payload address(Payload address) {
    Payload renamed = address.withI32(Address.INDEX, toIndex);
    return address
        .attributes()
        .find(Address.IFA_LABEL)
        .map(label -> renamed.with(Attribute.text(Address.IFA_LABEL, label(label.asText()))))
        .orElse(renamed);
  }

  /** {@code eth0:1} becomes {@code br0:1}, or {@code br0} if that is too long. */
  private String label(String label) {
    if (!label.equals(fromName) && !label.startsWith(fromName + ":")) {
      return label;
    }
    String renamed = toName + label.substring(fromName.length());
    boolean fits = renamed.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES;
    return fits ? renamed : toName;
  }

  Payload route(Payload route) {
    Payload renamed = route;
    if (route.attributes().u32(Route.RTA_OIF, 0) == fromIndex) {
      renamed = renamed.with(Attribute.u32(Route.RTA_OIF, toIndex));
    }
    byte[] legs = route.attributes().bytes(Route.RTA_MULTIPATH);
    if (legs.length > 0) {
      byte[] moved = NextHop.encode(NextHop.parse(legs).stream().map(this::leg).toList());
      renamed = renamed.with(new Attribute(Route.RTA_MULTIPATH, moved));
    }
    return renamed;
  }

  private NextHop leg(NextHop leg) {
    int index = leg.interfaceIndex() == fromIndex ? toIndex : leg.interfaceIndex();
    return new NextHop(leg.flags(), leg.hops(), index, leg.attributes());
  }

  Payload rule(Payload rule) {
    Payload renamed = rule;
    for (int name : List.of(Rule.FRA_IIFNAME, Rule.FRA_OIFNAME)) {
      if (rule.attributes().text(name).equals(fromName)) {
        renamed = renamed.with(Attribute.text(name, toName));
      }
    }
    return renamed;
  }

  Payload neighbour(Payload neighbour) {
    return neighbour.withI32(Neighbour.INDEX, toIndex);
  }
}
