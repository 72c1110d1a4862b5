package io.vnetctl.cli.requirements;

import io.vnetctl.cli.peers.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * All that ip(8) shows of a host's network, to be compared with what it shows later. What changes
 * by itself is left out: seconds of lifetimes, ages and states of neighbours, and addresses that
 * are still being checked for duplicates.
 */
record NetworkState(List<String> lines) {
  private static final List<String> QUESTIONS =
      List.of(
          "-d -o link",
          "-o addr",
          "route show table all",
          "-6 route show table all",
          "rule",
          "-6 rule");

  private static final Pattern CHANGING =
      Pattern.compile(
          "(?<=_lft )\\d+sec| expires \\d+sec| tentative| group default| qlen \\d+| \\w+_timer +[\\d.]+| tso_max_size \\d+");

  /** The kernel makes them with a link, and again when it has checked an address. */
  private static final Pattern OF_THE_LINK =
      Pattern.compile("(multicast ff00::|anycast |local fe80::).*");

  private static final Duration SETTLING = Duration.ofSeconds(5);

  static NetworkState of(Host host) {
    return new NetworkState(
        QUESTIONS.stream()
            .flatMap(question -> host.ip(question).lines())
            .map(line -> CHANGING.matcher(line).replaceAll("").strip())
            .filter(line -> !OF_THE_LINK.matcher(line).matches())
            .sorted()
            .toList());
  }

  /**
   * What has gone ("- ") and come ("+ ") on a host that was in this state; empty if there is no
   * difference, or none any more soon: the kernel makes the local routes of IPv6 addresses in a
   * work queue of its own (addrconf_dad_work).
   */
  String changesOn(Host host) {
    Eventually.within(SETTLING, () -> of(host).equals(this));
    return of(host).changesSince(this);
  }

  String changesSince(NetworkState before) {
    List<String> changes = new ArrayList<>();
    minus(before.lines, lines).forEach(line -> changes.add("- " + line));
    minus(lines, before.lines).forEach(line -> changes.add("+ " + line));
    return String.join("\n", changes);
  }

  private static List<String> minus(List<String> from, List<String> lines) {
    List<String> rest = new ArrayList<>(from);
    lines.forEach(rest::remove);
    return rest;
  }
}
