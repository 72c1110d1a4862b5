package io.vnetctl.bench;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which CPUs generator and switch run on. Left to itself the kernel's scheduler now and then puts
 * both on one, which halves throughput and, as no CPU has to be woken, shortens a lone frame's way
 * from 75 µs to 14 µs: two populations of figures, mixed at random.
 *
 * @param switchCpus in the notation of taskset(1), or empty for the scheduler's choice
 * @param allCpus those that this process might use before its thread was pinned; or empty
 */
record Placement(Optional<String> switchCpus, Optional<String> allCpus) {
  static final Placement FREE = new Placement(Optional.empty(), Optional.empty());

  private static final int MASK_BYTES = 128;

  /** This thread on the first CPU it may use, switches on the others; free when there is one. */
  static Placement pinThisThread() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(LibC.ERRNO);
      MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
      int result = LibC.schedGetaffinity(errno, mask);
      BitSet allowed = BitSet.valueOf(mask.toArray(JAVA_BYTE));
      if (result < 0 || allowed.cardinality() < 2) {
        return FREE;
      }
      int own = allowed.nextSetBit(0);
      mask.fill((byte) 0).set(JAVA_BYTE, own / Byte.SIZE, (byte) (1 << own % Byte.SIZE));
      result = LibC.schedSetaffinity(errno, mask);
      if (result < 0) {
        throw new IOException("sched_setaffinity to CPU %d: error %d".formatted(own, -result));
      }
      String all = list(allowed);
      allowed.clear(own);
      return new Placement(Optional.of(list(allowed)), Optional.of(all));
    }
  }

  /** Lets the calling thread run where this process might before its main thread was pinned. */
  void freeThisThread() throws IOException {
    if (allCpus.isEmpty()) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
      for (String cpu : allCpus.get().split(",")) {
        int number = Integer.parseInt(cpu);
        long at = number / Byte.SIZE;
        mask.set(JAVA_BYTE, at, (byte) (mask.get(JAVA_BYTE, at) | 1 << number % Byte.SIZE));
      }
      int result = LibC.schedSetaffinity(arena.allocate(LibC.ERRNO), mask);
      if (result < 0) {
        throw new IOException(
            "sched_setaffinity to CPUs %s: error %d".formatted(allCpus.get(), -result));
      }
    }
  }

  private static String list(BitSet cpus) {
    return cpus.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  /** The command that runs {@code command} where switches run. */
  List<String> place(List<String> command) {
    return on(switchCpus, command);
  }

  /** The command that runs {@code command} where the scheduler likes. */
  List<String> anywhere(List<String> command) {
    return on(allCpus, command);
  }

  private static List<String> on(Optional<String> cpus, List<String> command) {
    return cpus.map(
            list -> Stream.concat(Stream.of("taskset", "-c", list), command.stream()).toList())
        .orElse(command);
  }

  /** A note for results of the load generator. */
  String note() {
    return switchCpus
        .map("switch on CPU %s, load generator alone on another"::formatted)
        .orElse("switch and load generator are left to the scheduler");
  }
}
