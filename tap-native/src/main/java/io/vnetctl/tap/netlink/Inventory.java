package io.vnetctl.tap.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an interface has now, to be compared with what it ought to have. */
record Inventory(NicSnapshot present) {
  /** In words, what of another snapshot, in the name of this interface, is not here. */
  List<String> missing(NicSnapshot wanted, long ageS) {
    LinkState here = present.nic();
    Placement wantedHere = Placement.of(wanted, here.index(), here.name(), ageS);
    Placement asItIs = Placement.of(present, here.index(), here.name(), 0);
    List<String> missing = new ArrayList<>();

    Set<String> addresses =
        present.addresses().stream().map(Inventory::identity).collect(Collectors.toSet());
    wanted.addresses().stream()
        .filter(a -> wantedHere.add(a, true).isPresent())
        .filter(a -> !addresses.contains(identity(a)))
        .forEach(a -> missing.add("address " + a));

    Set<Object> routes =
        present.routes().stream().map(r -> identity(asItIs.bare(r))).collect(Collectors.toSet());
    wanted.routes().stream()
        .filter(r -> wantedHere.add(r).isPresent())
        .filter(r -> !routes.contains(identity(wantedHere.bare(r))))
        .forEach(r -> missing.add("route " + r));

    Set<Object> rules =
        present.rules().stream().map(r -> identity(asItIs.bare(r))).collect(Collectors.toSet());
    wanted.rules().stream()
        .filter(r -> r.names(wanted.nic().name()))
        .filter(r -> !rules.contains(identity(wantedHere.bare(r))))
        .forEach(r -> missing.add(r.toString()));

    Set<Object> neighbours =
        permanent(present).map(n -> identity(asItIs.bare(n))).collect(Collectors.toSet());
    permanent(wanted)
        .filter(n -> !neighbours.contains(identity(wantedHere.bare(n))))
        .forEach(n -> missing.add(n.toString()));
    return missing;
  }

  private static Stream<Neighbour> permanent(NicSnapshot snapshot) {
    return snapshot.neighbours().stream().filter(n -> n.isPermanent() || n.isProxy());
  }

  private static String identity(Address address) {
    return address + " " + IpAddress.text(address.onLink());
  }

  private record Identity(List<Byte> header, Set<Attribute> attributes) {}

  /** Attributes in any order. */
  private static Identity identity(Payload payload) {
    List<Byte> header = new ArrayList<>();
    for (byte b : payload.header()) {
      header.add(b);
    }
    return new Identity(header, Set.copyOf(payload.attributes().list()));
  }
}
