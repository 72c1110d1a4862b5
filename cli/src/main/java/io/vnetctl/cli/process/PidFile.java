package io.vnetctl.cli.process;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A file that holds the pid of this process while it runs (vde-cli.md 2): decimal and a newline,
 * mode 0644 less the umask, made exclusively.
 *
 * <p>One that a dead process left is replaced. One of a living process, and any file that is not a
 * pid file, is refused and never touched.
 */
public final class PidFile implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

  /** A pid has at most seven digits (proc_sys_kernel(5), pid_max). */
  private static final int MAX_CONTENT_BYTES = 16;

  private static final long LOCK_PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOCK_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Attempts at a file that others make and remove at the same time. */
  private static final int MAX_ATTEMPTS = 8;

  private final Path path;

  private PidFile(Path path) {
    this.path = path;
  }

  /**
   * Writes the file.
   *
   * @param path relative to the folder in which the process started
   * @throws IOException with a message for the user: what, why, what to do
   */
  public static PidFile create(Path path) throws IOException {
    Path file = path.toAbsolutePath();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      try {
        write(file);
        return new PidFile(file);
      } catch (FileAlreadyExistsException e) {
        removeStale(file);
      } catch (IOException e) {
        throw new IOException("pid file " + file + ": " + reason(e), e);
      }
    }
    throw exists(file, "others keep making it; name another file");
  }

  /**
   * Takes over the file of a process in whose place this one goes on: writes it anew where it is,
   * so that nobody finds it missing and no right on its folder is needed.
   *
   * @param path relative to the folder in which the process started
   * @throws IOException with a message for the user
   */
  public static PidFile adopt(Path path) throws IOException {
    Path file = path.toAbsolutePath();
    try (FileChannel channel = FileChannel.open(file, READ, WRITE, NOFOLLOW_LINKS)) {
      if (pidIn(channel) < 0) {
        throw new IOException("it is not a pid file any more");
      }
      byte[] content = content();
      channel.write(ByteBuffer.wrap(content), 0);
      channel.truncate(content.length);
      return new PidFile(file);
    } catch (IOException e) {
      throw new IOException("pid file " + file + ": " + reason(e), e);
    }
  }

  /** Removes the file, if it still is that of this process. */
  @Override
  public void close() {
    try (FileChannel channel = FileChannel.open(path, READ, NOFOLLOW_LINKS)) {
      if (pidIn(channel) == ProcessHandle.current().pid()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It is gone, or a next start will find it stale.
    }
  }

  private static void write(Path file) throws IOException {
    byte[] content = content();
    try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), MODE)) {
      try {
        channel.write(ByteBuffer.wrap(content));
      } catch (IOException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    }
  }

  private static byte[] content() {
    return (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static void removeStale(Path file) throws IOException {
    Optional<String> objection;
    try {
      objection = tryToRemove(file);
    } catch (NoSuchFileException e) {
      // Its process has just removed it, or another has replaced it.
      return;
    } catch (IOException e) {
      objection = Optional.of("cannot replace it: " + reason(e));
    }
    if (objection.isPresent()) {
      throw exists(file, objection.get());
    }
  }

  /**
   * Removes the file of a dead process, or says why not. Of two that start at once, the lock makes
   * one wait, and then see that the file is not the one it has opened.
   */
  private static Optional<String> tryToRemove(Path file) throws IOException {
    BasicFileAttributes seen = attributes(file);
    if (!seen.isRegularFile()) {
      return Optional.of("it is not a pid file; name another file");
    }
    try (FileChannel channel = FileChannel.open(file, READ, WRITE, NOFOLLOW_LINKS)) {
      if (!isLocked(channel)) {
        return Optional.of("another process keeps it locked; remove it or name another file");
      }
      long pid = pidIn(channel);
      if (pid < 0) {
        return Optional.of("it is not a pid file; remove it or name another file");
      }
      if (isAlive(pid)) {
        return Optional.of("process " + pid + " is running; stop it or name another file");
      }
      if (seen.fileKey().equals(attributes(file).fileKey())) {
        Files.delete(file);
      }
      return Optional.empty();
    }
  }

  /** Others that start hold the lock for a moment; whoever holds it longer must not keep us. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    long end = System.nanoTime() + LOCK_PATIENCE_NS;
    while (channel.tryLock() == null) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(LOCK_PAUSE_NS);
    }
    return true;
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
  }

  /** Returns the pid in a file, or -1 if it holds anything else. */
  private static long pidIn(FileChannel channel) throws IOException {
    if (channel.size() > MAX_CONTENT_BYTES) {
      return -1;
    }
    ByteBuffer content = ByteBuffer.allocate(MAX_CONTENT_BYTES);
    channel.read(content, 0);
    String text = StandardCharsets.ISO_8859_1.decode(content.flip()).toString().strip();
    return text.matches("[1-9][0-9]{0,8}") ? Long.parseLong(text) : -1;
  }

  private static boolean isAlive(long pid) {
    // Our own number in a file we did not write: its process had the number before us.
    return pid != ProcessHandle.current().pid()
        && LibC.kill((int) pid, 0) != LibC.ESRCH
        && !isZombie(pid);
  }

  private static boolean isZombie(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state == 'Z' || state == 'X';
    } catch (IOException e) {
      // Another user's process may be hidden (proc(5), hidepid); the signal has found it.
      return false;
    }
  }

  private static IOException exists(Path file, String advice) {
    return new IOException("pid file " + file + ": File exists: " + advice);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "No such file or directory: make its folder first";
      case AccessDeniedException denied -> "Permission denied: name a file where you may write";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> e.getMessage();
    };
  }
}
