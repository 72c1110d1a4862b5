package io.vnetctl.cli.service;

import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Open files that the service manager has passed to this process (sd_listen_fds(3)): sockets of
 * socket units, and what the process before had it keep. Whoever takes one out owns it.
 */
public final class PassedFiles {
  static final String COUNT = "LISTEN_FDS";
  static final String PID = "LISTEN_PID";
  static final String NAMES = "LISTEN_FDNAMES";

  /** The first descriptor after the standard ones. */
  private static final int FIRST = 3;

  private static final String UNNAMED = "unknown";

  /** An open file under a name, which need not be the only one of that name. */
  public record PassedFile(String name, int descriptor) {}

  private final List<PassedFile> files;

  private PassedFiles(List<PassedFile> files) {
    this.files = new ArrayList<>(files);
  }

  /** None. */
  public static PassedFiles none() {
    return new PassedFiles(List.of());
  }

  /**
   * Those that are meant for this process; no process that it starts gets them.
   *
   * @throws IOException in one line, if what the environment says cannot be
   */
  public static PassedFiles find(Map<String, String> environment, long pid) throws IOException {
    String count = environment.getOrDefault(COUNT, "");
    if (count.isEmpty() || !environment.getOrDefault(PID, "").equals(String.valueOf(pid))) {
      return none();
    }
    if (!count.matches("\\d{1,6}")) {
      throw new IOException(COUNT + "=" + count + ": is no number of open files");
    }
    int number = Integer.parseInt(count);
    String names = environment.getOrDefault(NAMES, "");
    List<String> split = names.isEmpty() ? List.of() : List.of(names.split(":", -1));
    if (!split.isEmpty() && split.size() != number) {
      throw new IOException(
          "%s=%d, and %s has %d names".formatted(COUNT, number, NAMES, split.size()));
    }
    List<PassedFile> files = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      UnixFiles.closeOnExec(FIRST + i);
      files.add(new PassedFile(split.isEmpty() ? UNNAMED : split.get(i), FIRST + i));
    }
    return new PassedFiles(files);
  }

  /** Whether there is none, or none any more. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** Takes out those of these names, in their order. */
  public List<PassedFile> take(Predicate<String> name) {
    List<PassedFile> taken = files.stream().filter(file -> name.test(file.name())).toList();
    files.removeAll(taken);
    return taken;
  }

  /** What is left. */
  public List<PassedFile> rest() {
    return List.copyOf(files);
  }
}
