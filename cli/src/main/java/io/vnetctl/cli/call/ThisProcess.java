package io.vnetctl.cli.call;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The caller whom this process works for. */
public final class ThisProcess {
  private ThisProcess() {}

  /**
   * Asks the process, its environment and the kernel, with nothing but files.
   *
   * @param program file that was started, as the launcher knows it
   */
  public static Caller caller(String program) {
    Path path = plain(Path.of(program).toAbsolutePath());
    int uid = ProcStatus.ofThisProcess().effectiveUid();
    return new Caller(
        path.getFileName().toString(),
        path,
        userName(uid),
        uid,
        home(System.getenv()),
        hostName(),
        System.getenv(),
        System.out,
        System.err);
  }

  /**
   * Without . and .., as administrators write it into sudoers(5). Symbolic links stay: those of an
   * installation name its current version.
   */
  static Path plain(Path path) {
    Path shorter = path.normalize();
    try {
      return Files.isSameFile(path, shorter) ? shorter : path;
    } catch (IOException _) {
      // Behind a symbolic link .. leads elsewhere.
      return path;
    }
  }

  /** The owner of /proc/self is the effective user; the environment may say something else. */
  private static String userName(int uid) {
    Path self = Path.of("/proc/self");
    try {
      if (Files.getAttribute(self, "unix:uid").equals(uid)) {
        return Files.getOwner(self).getName();
      }
    } catch (IOException _) {
      // No name, then.
    }
    return uid == 0 ? "root" : Integer.toUnsignedString(uid);
  }

  private static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : System.getProperty("user.home"));
  }

  /** As uname(2) says it; a wrong name beats no answer. */
  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8).strip();
    } catch (IOException _) {
      return "localhost";
    }
  }
}
