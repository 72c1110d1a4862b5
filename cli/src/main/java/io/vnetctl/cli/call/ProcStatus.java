package io.vnetctl.cli.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says of a process in /proc/PID/status (proc_pid_status(5)).
 *
 * @param name at most 15 bytes, of the thread that leads it
 * @param parent process that started it, 0 for none
 * @param effectiveUid unsigned 32 bit
 * @param effectiveCapabilities bit n is the capability of number n (capabilities(7))
 */
public record ProcStatus(String name, long parent, int effectiveUid, long effectiveCapabilities) {
  /** Bit of effectiveCapabilities: may configure the network. */
  private static final int CAP_NET_ADMIN = 12;

  /** Of this process. */
  public static ProcStatus ofThisProcess() {
    try {
      return of(Path.of("/proc/self"));
    } catch (IOException e) {
      throw new UncheckedIOException("/proc/self/status cannot be read; mount proc at /proc", e);
    }
  }

  /**
   * Of any process.
   *
   * @param process its folder below /proc
   * @throws IOException if there is no such process
   */
  public static ProcStatus of(Path process) throws IOException {
    String text = Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1);
    return parse(text);
  }

  static ProcStatus parse(String text) {
    return new ProcStatus(
        field(text, "Name:", 0),
        number(field(text, "PPid:", 0), 10),
        (int) number(field(text, "Uid:", 1), 10),
        number(field(text, "CapEff:", 0), 16));
  }

  /** Whether the process may make interfaces, bridges and routes. */
  public boolean mayConfigureNetwork() {
    return (effectiveCapabilities >>> CAP_NET_ADMIN & 1) != 0;
  }

  private static long number(String text, int radix) {
    return text.isEmpty() ? 0 : Long.parseUnsignedLong(text, radix);
  }

  /** A field of a line, fields counted from 0; the kernel puts tabs between them. */
  private static String field(String text, String key, int index) {
    int start = text.startsWith(key) ? 0 : text.indexOf("\n" + key) + 1;
    if (start == 0 && !text.startsWith(key)) {
      return "";
    }
    int at = start + key.length();
    int end = text.indexOf('\n', at);
    String line = text.substring(at, end < 0 ? text.length() : end).strip();
    for (int i = 0; i < index; i++) {
      line = line.substring(line.indexOf('\t') + 1);
    }
    int tab = line.indexOf('\t');
    return tab < 0 ? line : line.substring(0, tab);
  }
}
