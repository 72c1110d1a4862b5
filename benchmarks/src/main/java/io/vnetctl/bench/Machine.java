package io.vnetctl.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where figures come from. Socket limits are those of this network namespace. */
record Machine(
    String kernel,
    String cpu,
    int cpus,
    String java,
    int unixMaxDgramQlen,
    int wmemDefaultBytes,
    int wmemMaxBytes,
    String loadAverageAtStart) {

  private static final int MAX_BYTES = 4096;

  static Machine read() throws IOException {
    return new Machine(
        System.getProperty("os.version") + " " + System.getProperty("os.arch"),
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        Integer.parseInt(proc("sys/net/unix/max_dgram_qlen")),
        wmem("default"),
        wmem("max"),
        proc("loadavg"));
  }

  String markdown() {
    return """
    * machine: %s, %d CPUs, Linux %s, Java %s
    * net.unix.max_dgram_qlen %d, net.core.wmem_default %d, net.core.wmem_max %d
    * load average at the start: %s
    """
        .formatted(
            cpu,
            cpus,
            kernel,
            java,
            unixMaxDgramQlen,
            wmemDefaultBytes,
            wmemMaxBytes,
            loadAverageAtStart);
  }

  private static String cpuModel() throws IOException {
    return proc("cpuinfo")
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown CPU");
  }

  /** In a network namespace of its own an older kernel does not show these: -1. */
  private static int wmem(String which) throws IOException {
    String name = "sys/net/core/wmem_" + which;
    return Files.exists(Path.of("/proc", name)) ? Integer.parseInt(proc(name)) : -1;
  }

  static String proc(String name) throws IOException {
    // in one read: a second one finds the end of a file below sys
    try (InputStream in = Files.newInputStream(Path.of("/proc", name))) {
      byte[] text = new byte[MAX_BYTES];
      int length = in.read(text);
      return new String(text, 0, Math.max(0, length), StandardCharsets.UTF_8).strip();
    }
  }
}
