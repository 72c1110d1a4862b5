package io.vnetctl.cli.qemu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Wires interfaces and back ends that share a hub. One interface and one back end need no hub: they
 * become {@code -nic}. Items that -nic does not take, as {@code addr}, stay with {@code -net nic},
 * and the back end becomes a {@code -netdev}; then all pairs are written so, because QEMU makes the
 * interfaces of -nic first, whatever their place. More of them stay in a hub.
 */
final class Wiring {
  private static final String FIRST_HUB = "0";
  private static final List<String> ITEMS_OF_NIC = List.of("macaddr=", "model=");

  private final List<HubPlug> plugs;
  private final Map<String, List<Integer>> hubs = new LinkedHashMap<>();
  private final List<List<String>> words = new ArrayList<>();

  private Wiring(List<HubPlug> plugs) {
    this.plugs = plugs;
    for (int i = 0; i < plugs.size(); i++) {
      hubs.computeIfAbsent(plugs.get(i).hub(), hub -> new ArrayList<>()).add(i);
      words.add(List.of());
    }
  }

  static Wiring of(List<HubPlug> plugs) {
    Wiring wiring = new Wiring(plugs);
    boolean shortForm = wiring.isShortFormEnough();
    wiring.hubs.forEach((hub, members) -> wiring.wire(hub, members, shortForm));
    return wiring;
  }

  /** For each plug the words in its place, perhaps none. */
  List<List<String>> words() {
    return words;
  }

  private boolean isShortFormEnough() {
    for (List<Integer> members : hubs.values()) {
      if (!isTranslated(members)) {
        continue;
      }
      if (!arePairs(members)) {
        return false;
      }
      for (int member : nics(members)) {
        for (String item : plugs.get(member).options().items()) {
          if (ITEMS_OF_NIC.stream().noneMatch(item::startsWith)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private void wire(String hub, List<Integer> members, boolean shortForm) {
    if (!isTranslated(members)) {
      members.forEach(member -> words.set(member, net(plugs.get(member))));
    } else if (arePairs(members)) {
      pairs(members, shortForm);
    } else if (hub.equals(FIRST_HUB)) {
      members.forEach(member -> words.set(member, net(plugs.get(member))));
    } else {
      members.forEach(member -> words.set(member, port(hub, member)));
    }
  }

  private boolean isTranslated(List<Integer> members) {
    return members.stream().anyMatch(member -> plugs.get(member).translate());
  }

  /** Whether each interface has a back end, and each back end at most one interface. */
  private boolean arePairs(List<Integer> members) {
    int nics = nics(members).size();
    int backends = members.size() - nics;
    boolean sockets =
        members.stream()
            .map(plugs::get)
            .allMatch(plug -> plug.isNic() || plug.role() == HubPlug.Role.SOCKET);
    return sockets ? nics <= backends && backends > 0 : backends == 1 && nics <= 1;
  }

  private List<Integer> nics(List<Integer> members) {
    return members.stream().filter(member -> plugs.get(member).isNic()).toList();
  }

  private void pairs(List<Integer> members, boolean shortForm) {
    List<Integer> nics = nics(members);
    List<Integer> backends = new ArrayList<>(members);
    backends.removeAll(nics);
    for (int i = 0; i < backends.size(); i++) {
      OptionList backend = plugs.get(backends.get(i)).options().renamed("name", "id");
      boolean hasNic = i < nics.size();
      OptionList nic = hasNic ? plugs.get(nics.get(i)).options() : new OptionList("nic", List.of());
      words.set(
          hasNic ? nics.get(i) : backends.get(i),
          shortForm
              ? List.of("-nic", backend.and(nic.renamed("macaddr", "mac")).text())
              : netdev(backend, nic, "vdeq" + backends.get(i)));
    }
  }

  private static List<String> netdev(OptionList backend, OptionList nic, String freshId) {
    String id = backend.value("id").orElse(freshId);
    return List.of(
        "-netdev",
        backend.without("id").with("id", id).text(),
        "-net",
        nic.with("netdev", id).text());
  }

  private static List<String> net(HubPlug plug) {
    return List.of("-net", plug.options().text());
  }

  private List<String> port(String hub, int member) {
    OptionList options = plugs.get(member).options();
    String id = "vdeq" + member;
    OptionList port = new OptionList("hubport", List.of("id=" + id + "-hub", "hubid=" + hub));
    if (plugs.get(member).isNic()) {
      return List.of("-netdev", port.text(), "-net", options.with("netdev", id + "-hub").text());
    }
    OptionList backend = options.renamed("name", "id");
    String name = backend.value("id").orElse(id);
    return List.of(
        "-netdev",
        backend.without("id").with("id", name).text(),
        "-netdev",
        port.and(new OptionList("", List.of("netdev=" + name))).text());
  }
}
