package io.vnetctl.cli.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * Removes the file if its process is none of a switch.
   *
   * @param inUse whether a process is the switch that the file belongs to
   * @return whether a file was removed
   * @throws IOException if something that is no pid file has its name
   */
  boolean removeStale(java.util.function.Predicate<RunningProcess> inUse) throws IOException {
    if (UnixFiles.status(path).isEmpty()) {
      return false;
    }
    OptionalLong pid = pid();
    if (pid.isEmpty()) {
      throw new IOException(
          path + " is not a pid file; remove it, or name another QEMUMGMT with -S");
    }
    if (RunningProcess.of(pid.getAsLong()).filter(inUse).isPresent()) {
      return false;
    }
    return Files.deleteIfExists(path);
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
