package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Owner, group, permissions and kind of files, as the kernel has them. No method follows a symbolic
 * link in the last part of a path, so that nobody who may write to the directory can point a
 * privileged process elsewhere. Errors are {@link IOException}s with path and reason. Any thread.
 */
public final class UnixFiles {
  private static final NativeFunction UMASK =
      LibC.function("umask", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final NativeFunction ISATTY =
      LibC.function("isatty", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final NativeFunction OPEN =
      LibC.variadicWithErrno("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final NativeFunction CLOSE =
      LibC.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final NativeFunction FCNTL =
      LibC.variadicWithErrno(
          "fcntl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final NativeFunction CHMOD =
      LibC.withErrno("chmod", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final NativeFunction FCHOWNAT =
      LibC.withErrno(
          "fchownat",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final NativeFunction STATX =
      LibC.withErrno(
          "statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));

  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_BASIC = 0x7ff;
  private static final int STATX_SIZE = 256;
  private static final int O_PATH = 0x200000;
  private static final int O_CLOEXEC = 0x80000;
  private static final int F_SETFD = 2;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int FD_CLOEXEC = 1;
  private static final int O_NONBLOCK = 0x800;
  // the one open flag that differs between the two architectures
  static final int O_NOFOLLOW = System.getProperty("os.arch").equals("aarch64") ? 0x8000 : 0x20000;

  /**
   * Opens a name itself, whatever it is: for looking, and as something that cannot be exchanged.
   */
  static final int O_PATH_NOFOLLOW_CLOEXEC = O_PATH | O_NOFOLLOW | O_CLOEXEC;

  private UnixFiles() {}

  /** Sets the file creation mask of the whole process; gives the one before. */
  public static int umask(int mask) {
    try {
      return (int) UMASK.handle().invokeExact(mask);
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /** Whether the descriptor is a terminal. */
  public static boolean isTerminal(int fd) {
    try {
      return (int) ISATTY.handle().invokeExact(fd) == 1;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /** Sets all twelve permission bits. */
  public static void chmod(Path path, int mode) throws IOException {
    int fd;
    try {
      // chmod(2) follows links; a descriptor of the name itself cannot be exchanged under us
      fd = open(path, O_PATH_NOFOLLOW_CLOEXEC);
    } catch (ErrnoException e) {
      throw failed("set the mode of", path, e.errno());
    }
    try {
      chmodOpen(fd, path, mode);
    } finally {
      close(fd);
    }
  }

  /** The same for an open file; the path is for the message. */
  static void chmodOpen(int fd, Path path, int mode) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment self = LibC.string(arena, "/proc/self/fd/" + fd);
      if ((int) CHMOD.handle().invokeExact(errno, self, mode) < 0) {
        throw failed("set the mode of", path, LibC.errno(errno));
      }
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /** Opens an existing file; the caller closes the descriptor. */
  static int open(Path path, int flags) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      int fd = (int) OPEN.handle().invokeExact(errno, name(arena, path), flags);
      if (fd < 0) {
        throw failed("open", path, LibC.errno(errno));
      }
      return fd;
    } catch (ErrnoException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  static void close(int fd) {
    try {
      int ignored = (int) CLOSE.handle().invokeExact(fd);
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /**
   * Keeps a descriptor from programs that this process becomes or starts.
   *
   * @throws IOException if it is not open
   */
  public static void closeOnExec(int fd) throws IOException {
    fcntl(fd, F_SETFD, FD_CLOEXEC);
  }

  /** Has calls on an open file return rather than wait, for all who share it. */
  static void doNotBlock(int fd) throws IOException {
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL, 0) | O_NONBLOCK);
  }

  private static int fcntl(int fd, int command, int argument) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      int result = (int) FCNTL.handle().invokeExact(errno, fd, command, argument);
      if (result < 0) {
        throw new IOException("open file " + fd + ": " + Errno.text(LibC.errno(errno)));
      }
      return result;
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /** Sets owner and group; -1 keeps what is there. */
  public static void chown(Path path, int uid, int gid) throws IOException {
    chownAt(AT_FDCWD, path, path, uid, gid, AT_SYMLINK_NOFOLLOW);
  }

  /** Sets the group of an open file; the path is for the message. */
  static void setGroupOpen(int fd, Path path, int gid) throws IOException {
    chownAt(fd, Path.of(""), path, -1, gid, AT_EMPTY_PATH);
  }

  private static void chownAt(int at, Path file, Path told, int uid, int gid, int flags)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment name = name(arena, file);
      if ((int) FCHOWNAT.handle().invokeExact(errno, at, name, uid, gid, flags) < 0) {
        throw failed("set the owner of", told, LibC.errno(errno));
      }
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /** What is at the path; empty if nothing is. */
  public static Optional<FileStatus> status(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment found = arena.allocate(STATX_SIZE, 8);
      int result =
          (int)
              STATX
                  .handle()
                  .invokeExact(
                      errno, AT_FDCWD, name(arena, path), AT_SYMLINK_NOFOLLOW, STATX_BASIC, found);
      if (result == 0) {
        return Optional.of(statusIn(found));
      }
      if (LibC.errno(errno) == Errno.ENOENT) {
        return Optional.empty();
      }
      throw failed("look at", path, LibC.errno(errno));
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /** What an open descriptor refers to. */
  static FileStatus status(int fd) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment found = arena.allocate(STATX_SIZE, 8);
      MemorySegment empty = LibC.string(arena, "");
      if ((int) STATX.handle().invokeExact(errno, fd, empty, AT_EMPTY_PATH, STATX_BASIC, found)
          < 0) {
        throw new IOException("cannot look at an open file: " + Errno.text(LibC.errno(errno)));
      }
      return statusIn(found);
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /** Reads struct statx (linux/stat.h), which is the same on every architecture. */
  private static FileStatus statusIn(MemorySegment statx) {
    long device =
        (long) statx.get(JAVA_INT, 136) << 32 | Integer.toUnsignedLong(statx.get(JAVA_INT, 140));
    return new FileStatus(
        Short.toUnsignedInt(statx.get(JAVA_SHORT, 28)),
        statx.get(JAVA_INT, 20),
        statx.get(JAVA_INT, 24),
        statx.get(JAVA_LONG, 40),
        statx.get(JAVA_LONG, 32),
        device);
  }

  private static MemorySegment name(Arena arena, Path path) {
    return LibC.string(arena, path.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ErrnoException failed(String action, Path path, int errno) {
    return new ErrnoException("cannot " + action + " " + path, errno);
  }
}
