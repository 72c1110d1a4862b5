package io.vnetctl.cli.process;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How this process looks in {@code ps}: its name and arguments, by which scripts find it, instead
 * of {@code java} and the options of the JVM.
 *
 * <p>The kernel shows {@code /proc/PID/cmdline} from the process's own memory, where it once put
 * the arguments of {@code execve}. By the time {@code main} runs, the JVM and its launcher have
 * copied all of them, so the place is free to be written again; nothing is written outside of it.
 */
public final class ProcessTitle {
  private static final Path STAT = Path.of("/proc/self/stat");
  private static final Path CMDLINE = Path.of("/proc/self/cmdline");
  private static final Path COMM = Path.of("/proc/self/comm");

  /** Fields 48 and 49 of proc_pid_stat(5), counted from the one after the name. */
  private static final int ARG_START = 48 - 3;

  private static final int ARG_END = 49 - 3;

  private ProcessTitle() {}

  /**
   * Shows this process as {@code name arguments…} from now on. Changes nothing where the kernel
   * does not say where the arguments are, or says what cannot be. What does not fit is cut.
   */
  public static void show(String name, List<String> arguments) {
    try {
      writeArguments(words(name, arguments));
      // The kernel cuts it to 15 bytes.
      Files.writeString(COMM, name);
    } catch (IOException | NumberFormatException e) {
      // A title is a courtesy: without /proc the process keeps that of the JVM.
    }
  }

  private static byte[] words(String name, List<String> arguments) {
    StringBuilder words = new StringBuilder(name).append('\0');
    for (String argument : arguments) {
      words.append(argument).append('\0');
    }
    return words.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void writeArguments(byte[] words) throws IOException {
    String stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    if (fields.length <= ARG_END) {
      return;
    }
    long start = Long.parseLong(fields[ARG_START]);
    long length = Long.parseLong(fields[ARG_END]) - start;
    byte[] shown = Files.readAllBytes(CMDLINE);
    if (start == 0 || length != shown.length || length == 0 || shown[shown.length - 1] != 0) {
      return;
    }
    byte[] title = Arrays.copyOf(words, shown.length);
    // Ends in NUL, or the kernel takes it for one string and reads on into the environment.
    title[title.length - 1] = 0;
    place(start, length).copyFrom(MemorySegment.ofArray(title));
  }

  @SuppressWarnings("restricted")
  private static MemorySegment place(long start, long length) {
    return MemorySegment.ofAddress(start).reinterpret(length);
  }
}
