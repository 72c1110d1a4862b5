package io.vnetctl.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel tells of a process and its children, see proc_pid_status(5). */
final class ProcessStatus {
  private static final double KIBIBYTES_PER_MEGABYTE = 1e6 / 1024;

  private final List<Long> pids;

  private ProcessStatus(List<Long> pids) {
    this.pids = pids;
  }

  /** The process and the children it has now. */
  static ProcessStatus of(ProcessHandle process) {
    return new ProcessStatus(
        Stream.concat(Stream.of(process), process.descendants()).map(ProcessHandle::pid).toList());
  }

  /** Resident size, in MB of a million bytes. */
  double residentMegabytes() throws IOException {
    long kibibytes = 0;
    for (long pid : pids) {
      kibibytes += number(Files.readString(Path.of("/proc", "" + pid, "status")), "VmRSS");
    }
    return kibibytes / KIBIBYTES_PER_MEGABYTE;
  }

  /** How often its threads, those that there are now, gave up a CPU to wait for something. */
  long wakeUps() throws IOException {
    long sum = 0;
    for (long pid : pids) {
      try (Stream<Path> threads = Files.list(Path.of("/proc", "" + pid, "task"))) {
        sum += threads.mapToLong(ProcessStatus::voluntarySwitches).sum();
      }
    }
    return sum;
  }

  private static long voluntarySwitches(Path thread) {
    try {
      return number(Files.readString(thread.resolve("status")), "voluntary_ctxt_switches");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number that stands behind its name and a colon at the start of a line. */
  static long number(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip().split(" ")[0])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + name));
  }
}
