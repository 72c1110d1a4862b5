package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.tap.netlink.LinkState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bridge that a TAP joins (spec vnetctl, chapters 2 and 11.3; R58 to R65). */
sealed interface BridgeChoice {
  /** The bridge that is made where there is none. */
  String DEFAULT_NAME = "ctysbr0";

  /**
   * A bridge that is there.
   *
   * @param warnings what may surprise about it
   */
  record Existing(LinkState bridge, List<String> warnings) implements BridgeChoice {}

  /**
   * A bridge that has to be made.
   *
   * @param nic the interface that becomes its uplink; empty: none
   */
  record New(String name, Optional<LinkState> nic, List<String> warnings) implements BridgeChoice {}

  /** Its name. */
  default String bridgeName() {
    return switch (this) {
      case Existing(LinkState bridge, List<String> _) -> bridge.name();
      case New(String name, Optional<LinkState> _, List<String> _) -> name;
    };
  }

  /** What may surprise about it. */
  List<String> warnings();

  /**
   * Chooses.
   *
   * @param wanted -b
   * @param nic -i, which counts only if the bridge has to be made
   * @throws CallException status 1 if what was asked for cannot be had
   */
  static BridgeChoice of(
      List<LinkState> links, Optional<String> wanted, Optional<String> nic, NicFacts facts)
      throws CallException {
    if (wanted.isEmpty()) {
      List<LinkState> bridges =
          links.stream()
              .filter(LinkState::isBridge)
              .sorted(Comparator.comparing(LinkState::name))
              .toList();
      return bridges.isEmpty()
          ? made(DEFAULT_NAME, links, nic, facts)
          : new Existing(
              bridges.getFirst(), union(warnings(bridges, links), unused(nic, bridges.getFirst())));
    }
    Optional<LinkState> named =
        links.stream().filter(link -> link.name().equals(wanted.get())).findFirst();
    if (named.isEmpty()) {
      return made(wanted.get(), links, nic, facts);
    }
    if (!named.get().isBridge()) {
      throw CallException.failed(
          "interface %s is not a bridge; name a bridge with -b, or a new one with its interface: -b NEW -i INTERFACE"
              .formatted(wanted.get()));
    }
    return new Existing(named.get(), unused(nic, named.get()));
  }

  /** -i is for a bridge that has to be made (R65). */
  private static List<String> unused(Optional<String> nic, LinkState bridge) {
    return nic.isEmpty()
        ? List.of()
        : List.of(
            "-i %s has no effect, because bridge=%s exists; for a new one say -b NEW -i %s"
                .formatted(nic.get(), bridge.name(), nic.get()));
  }

  private static List<String> union(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static New made(String name, List<LinkState> links, Optional<String> nic, NicFacts facts)
      throws CallException {
    NicChoice choice =
        nic.isPresent() ? NicChoice.named(nic.get(), links, facts) : NicChoice.likely(links, facts);
    return new New(name, choice.nic(), choice.warnings());
  }

  private static List<String> warnings(List<LinkState> bridges, List<LinkState> links) {
    List<String> warnings = new ArrayList<>();
    LinkState first = bridges.getFirst();
    if (bridges.size() > 1) {
      warnings.add(
          "there are several bridges (%s); took the first by name, %s; name another with -b"
              .formatted(
                  bridges.stream().map(LinkState::name).collect(Collectors.joining(", ")),
                  first.name()));
    }
    boolean hasUplink =
        links.stream().anyMatch(link -> link.masterIndex() == first.index() && !link.isTap());
    if (!hasUplink) {
      warnings.add(
          ("bridge %s has no port but TAPs, so that guests reach this host and each other only;"
                  + " name another with -b, or a new one with its interface: -b NEW -i INTERFACE")
              .formatted(first.name()));
    }
    return warnings;
  }
}
