package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.tap.netlink.LinkState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The interface that goes into a new bridge (spec vnetctl, chapter 11.3, 1).
 *
 * @param nic empty if there is none that could
 * @param warnings what may surprise about it
 */
record NicChoice(Optional<LinkState> nic, List<String> warnings) {

  /**
   * Takes the interface that was asked for.
   *
   * @throws CallException status 1 if it cannot be a port of a bridge
   */
  static NicChoice named(String name, List<LinkState> links, NicFacts facts) throws CallException {
    LinkState nic =
        links.stream()
            .filter(link -> link.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    CallException.failed(
                        "interface "
                            + name
                            + " does not exist; 'ip -br link' shows those that do"));
    Optional<String> objection = objection(nic, links, facts);
    if (objection.isPresent()) {
      throw CallException.failed(
          "interface "
              + name
              + " cannot join a bridge: "
              + objection.get()
              + "; name another with -i, or a bridge that has an uplink with -b");
    }
    return new NicChoice(Optional.of(nic), warnings(nic, facts));
  }

  /** Takes the first that is likely to be meant. */
  static NicChoice likely(List<LinkState> links, NicFacts facts) {
    List<LinkState> usable =
        links.stream()
            .filter(LinkState::isUp)
            .filter(link -> !link.isTap())
            .filter(link -> facts.addressed().contains(link.index()))
            .filter(link -> objection(link, links, facts).isEmpty())
            .sorted(Comparator.comparing(LinkState::name))
            .toList();
    Optional<LinkState> nic =
        usable.stream()
            .filter(link -> facts.hardware().contains(link.index()))
            .findFirst()
            .or(() -> usable.stream().findFirst());
    return new NicChoice(
        nic,
        nic.isPresent()
            ? warnings(nic.get(), facts)
            : List.of(
                "no interface can join the new bridge (Ethernet, up, with an address, not wireless,"
                    + " in no other bridge): guests reach this host and each other, but nothing"
                    + " beyond; name an interface with -i"));
  }

  private static List<String> warnings(LinkState nic, NicFacts facts) {
    return facts.defaultRoutes().isEmpty() || facts.defaultRoutes().contains(nic.index())
        ? List.of()
        : List.of(
            "interface "
                + nic.name()
                + " does not carry the default route; if another was meant, name it with -i");
  }

  /** Why an interface cannot be a port of a bridge. */
  private static Optional<String> objection(LinkState link, List<LinkState> links, NicFacts facts) {
    if (link.isLoopback()) {
      return Optional.of("it is the loopback");
    }
    if (link.isBridge()) {
      return Optional.of("it is a bridge itself");
    }
    if (link.isPort()) {
      return Optional.of("it is a port of " + nameOf(link.masterIndex(), links) + " already");
    }
    if (!link.isEthernet()) {
      return Optional.of("it carries no Ethernet");
    }
    if (facts.wireless().contains(link.index())) {
      return Optional.of("it is wireless, and an access point takes frames of one station only");
    }
    return Optional.empty();
  }

  private static String nameOf(int index, List<LinkState> links) {
    return links.stream()
        .filter(link -> link.index() == index)
        .map(LinkState::name)
        .findFirst()
        .orElse("interface " + index);
  }
}
