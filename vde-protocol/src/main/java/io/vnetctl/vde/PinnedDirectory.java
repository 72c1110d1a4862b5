package io.vnetctl.vde;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory held by its descriptor: whoever may write to the directories above it can put
 * something else at its name, but not in its place. What a privileged process does for a user in a
 * directory that others can write to, it does through {@link #entry}. One thread at a time.
 */
public final class PinnedDirectory implements AutoCloseable {
  private final int fd;
  private final FileStatus status;

  private PinnedDirectory(int fd, FileStatus status) {
    this.fd = fd;
    this.status = status;
  }

  /**
   * Opens the directory at a path; empty if nothing is there, or something else, a symbolic link
   * included.
   *
   * @throws IOException if that cannot be found out
   */
  public static Optional<PinnedDirectory> open(Path path) throws IOException {
    int fd;
    try {
      fd = UnixFiles.open(path, UnixFiles.O_PATH_NOFOLLOW_CLOEXEC);
    } catch (ErrnoException absent) {
      if (absent.errno() == Errno.ENOENT || absent.errno() == Errno.ENOTDIR) {
        return Optional.empty();
      }
      throw absent;
    }
    try {
      FileStatus status = UnixFiles.status(fd);
      if (status.isDirectory()) {
        return Optional.of(new PinnedDirectory(fd, status));
      }
    } catch (IOException | RuntimeException e) {
      UnixFiles.close(fd);
      throw e;
    }
    UnixFiles.close(fd);
    return Optional.empty();
  }

  /** The directory as it was when it was opened. */
  public FileStatus status() {
    return status;
  }

  /**
   * A path to an entry of this very directory, for calls that do not follow links; of use until it
   * is closed.
   *
   * @param name without a slash, and neither {@code .} nor {@code ..}
   */
  public Path entry(String name) {
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("not the name of an entry: " + name);
    }
    return self().resolve(name);
  }

  /** What is at the name; empty if nothing is. */
  public Optional<FileStatus> status(String name) throws IOException {
    return UnixFiles.status(entry(name));
  }

  /** Names of all entries, in no order. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(self())) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** Sets all twelve permission bits of the directory itself. */
  public void chmod(int mode) throws IOException {
    UnixFiles.chmodOpen(fd, self(), mode);
  }

  /** Sets the group of the directory itself. */
  public void setGroup(int gid) throws IOException {
    UnixFiles.setGroupOpen(fd, self(), gid);
  }

  private Path self() {
    return Path.of("/proc/self/fd/" + fd);
  }

  @Override
  public void close() {
    UnixFiles.close(fd);
  }
}
