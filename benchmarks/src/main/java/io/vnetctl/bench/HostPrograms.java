package io.vnetctl.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What benchmarks with hosts of their own need of the machine. */
final class HostPrograms {
  private static final List<String> NEEDED =
      List.of("iperf3", "ping", "ip", "nsenter", "unshare", "taskset");

  private HostPrograms() {}

  /** Why there can be no hosts, and what to do. */
  static Optional<String> obstacle() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return Optional.of("needs root: it makes network namespaces");
    }
    return NEEDED.stream()
        .filter(program -> find(program).isEmpty())
        .findFirst()
        .map(
            program ->
                "needs %s; install it (Debian: apt install iperf3 iputils-ping iproute2)"
                    .formatted(program));
  }

  /** Where a program is. */
  static Optional<Path> find(String program) {
    return Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
