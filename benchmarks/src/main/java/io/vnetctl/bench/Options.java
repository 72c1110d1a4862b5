package io.vnetctl.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked for.
 *
 * @param names benchmarks to run, in this order
 * @param quick a short look; writes nothing unless {@code out} is given
 * @param pinned generator and switch on CPUs of their own
 * @param rounds measurements of each switch
 */
record Options(
    List<String> names,
    boolean quick,
    boolean pinned,
    Optional<Path> ours,
    Optional<Path> reference,
    Optional<Path> out,
    Optional<Integer> rounds) {
  static final String USAGE =
      """
      usage: ./bench [--quick] [OPTION...] [NAME...]

      Compares the switch with others and writes docs/performance/NAME.md, NAME.json and NAME.svg,
      and the goals in docs/performance.md. Without a NAME all of them run.

      %s
        --quick         fewer and shorter measurements, within two minutes; writes only with --out
        --rounds N      measurements of each switch, 5 or more for a figure to be quoted
        --unpinned      leave generator and switch to the scheduler, not on CPUs of their own
        --out DIR       write there instead of docs
        --ours PATH     switch to measure, bin/vde_switch
        --against PATH  switch to compare with, /usr/bin/vde_switch; the same twice shows the noise
        --qlen N        as root, first option: in a network namespace with net.unix.max_dgram_qlen N
        --help          this
      """
          .formatted(Catalogue.usage());

  static Options parse(List<String> arguments) {
    Deque<String> rest = new ArrayDeque<>(arguments);
    List<String> names = new ArrayList<>();
    boolean quick = false;
    boolean pinned = true;
    Optional<Path> ours = Optional.empty();
    Optional<Path> reference = Optional.empty();
    Optional<Path> out = Optional.empty();
    Optional<Integer> rounds = Optional.empty();
    while (!rest.isEmpty()) {
      String argument = rest.remove();
      switch (argument) {
        case "--quick" -> quick = true;
        case "--unpinned" -> pinned = false;
        case "--ours" -> ours = Optional.of(Path.of(value(argument, rest)));
        case "--against" -> reference = Optional.of(Path.of(value(argument, rest)));
        case "--out" -> out = Optional.of(Path.of(value(argument, rest)));
        case "--rounds" -> rounds = Optional.of(count(argument, value(argument, rest)));
        default -> {
          if (!Catalogue.names().contains(argument)) {
            throw new IllegalArgumentException("unknown: " + argument + "; see --help");
          }
          names.add(argument);
        }
      }
    }
    return new Options(
        names.isEmpty() ? Catalogue.names() : names, quick, pinned, ours, reference, out, rounds);
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value; see --help");
    }
    return rest.remove();
  }

  private static int count(String option, String value) {
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(option + " takes a number from 1 to 9999, not " + value);
    }
    return Integer.parseInt(value);
  }
}
