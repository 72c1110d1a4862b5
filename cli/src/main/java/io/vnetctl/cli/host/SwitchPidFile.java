package io.vnetctl.cli.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The pid file of a switch: {@code /var/run/} and the last name of QEMUMGMT (R28). One of a process
 * that has ended, or that is no switch any more, is taken away (R52).
 */
record SwitchPidFile(Path path) {
  /** A pid has at most seven digits (proc_sys_kernel(5), pid_max). */
  private static final int MAX_BYTES = 16;

  private static final int MODE = 0644;

  /**
   * That of a switch; empty where this process may not write one, and no switch can.
   *
   * @param onBehalf whether the call is somebody's who may do this alone: such a one chooses no
   *     name in a directory of root's but one that ends in his own
   */
  static Optional<SwitchPidFile> of(SwitchPaths paths, boolean onBehalf) {
    return Optional.of(paths.pidFile())
        .filter(file -> Files.isWritable(file.getParent()))
        .filter(file -> !onBehalf || file.toString().endsWith("." + paths.owner()))
        .map(SwitchPidFile::new);
  }

  /** Whether there is anything of that name. */
  boolean isPresent() throws IOException {
    return UnixFiles.status(path).isPresent();
  }

  /** The number in the file; empty if there is no file, or it is no pid file. */
  OptionalLong pid() throws IOException {
    Optional<FileStatus> status = UnixFiles.status(path);
    if (status.isEmpty() || !status.get().isRegular() || status.get().size() > MAX_BYTES) {
      return OptionalLong.empty();
    }
    ByteBuffer content = ByteBuffer.allocate(MAX_BYTES);
    try (FileChannel channel = FileChannel.open(path, READ, NOFOLLOW_LINKS)) {
      channel.read(content, 0);
    }
    String text = StandardCharsets.ISO_8859_1.decode(content.flip()).toString().strip();
    return text.matches("[1-9][0-9]{0,8}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /**
   * Makes sure that a switch may have this file.
   *
   * @param onBehalf such a one does not say either which files of living programs are out of date
   * @throws CallException status 1 if it belongs to another switch, or to something else
   */
  void check(boolean onBehalf) throws CallException, IOException {
    Optional<RunningProcess> user = user(onBehalf);
    if (user.isPresent()) {
      throw CallException.failed(
          ("pid file %s is that of pid=%d, which runs as %s; name another QEMUMGMT with -S, whose"
                  + " last name the pid file has")
              .formatted(path, user.get().pid(), user.get().name()));
    }
  }

  /**
   * Removes the file if nobody needs it.
   *
   * @param onBehalf as for {@link #check}
   * @return whether a file was removed
   * @throws IOException if something that is no pid file has its name
   */
  boolean removeStale(boolean onBehalf) throws IOException {
    return isStale(onBehalf) && Files.deleteIfExists(path);
  }

  private boolean isStale(boolean onBehalf) throws IOException {
    return isPresent() && user(onBehalf).isEmpty();
  }

  /** Whether there is a file, and nobody needs it once these processes have ended. */
  boolean isStaleWithout(List<RunningProcess> ended) throws IOException {
    return isPresent() && user(false).filter(user -> !ended.contains(user)).isEmpty();
  }

  private Optional<RunningProcess> user(boolean onBehalf) throws IOException {
    return process().filter(process -> onBehalf || SwitchProcesses.isSwitch(process));
  }

  /** The process of the file; empty if it has ended, or there is no file. */
  private Optional<RunningProcess> process() throws IOException {
    if (!isPresent()) {
      return Optional.empty();
    }
    OptionalLong pid = pid();
    if (pid.isEmpty()) {
      throw new IOException(
          path + " is not a pid file; remove it, or name another QEMUMGMT with -S");
    }
    return RunningProcess.of(pid.getAsLong());
  }

  /** Writes the file for a switch that cannot do so itself. */
  void write(long pid, int uid, int gid) throws IOException {
    try (FileChannel channel = FileChannel.open(path, Set.of(CREATE_NEW, WRITE))) {
      channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
    UnixFiles.chmod(path, MODE);
    UnixFiles.chown(path, uid, gid);
  }
}
