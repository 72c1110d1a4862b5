package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text or bytes in a file that lives in memory alone (memfd_create(2)), to be passed to another
 * process. Who may look at a process can read it at {@code /proc/PID/fd}. Any thread.
 */
public final class MemoryFile {
  private static final NativeFunction MEMFD_CREATE =
      LibC.withErrno("memfd_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final int MFD_CLOEXEC = 1;

  private MemoryFile() {}

  /**
   * Makes a file.
   *
   * @param name shown in /proc, and nowhere else
   * @return its descriptor, which the caller closes
   */
  public static int create(String name, String text) throws IOException {
    return create(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of bytes. */
  public static int create(String name, byte[] content) throws IOException {
    int fd;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      fd = (int) MEMFD_CREATE.handle().invokeExact(errno, LibC.string(arena, name), MFD_CLOEXEC);
      if (fd < 0) {
        throw new ErrnoException("cannot make a file in memory", LibC.errno(errno));
      }
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
    try {
      Files.write(path(fd), content);
      return fd;
    } catch (IOException | RuntimeException e) {
      close(fd);
      throw e;
    }
  }

  /**
   * Writes other text into it. Whoever reads meanwhile, or after this process was killed at it, may
   * find a part of it.
   */
  public static void replace(int fd, String text) throws IOException {
    Files.write(path(fd), text.getBytes(StandardCharsets.UTF_8));
  }

  /** All its text; the descriptor stays the caller's. */
  public static String read(int fd) throws IOException {
    return new String(readBytes(fd), StandardCharsets.UTF_8);
  }

  /** The same as bytes. */
  public static byte[] readBytes(int fd) throws IOException {
    return Files.readAllBytes(path(fd));
  }

  /** Closes the descriptor of a file. */
  public static void close(int fd) {
    UnixFiles.close(fd);
  }

  private static Path path(int fd) {
    return Path.of("/proc/self/fd/" + fd);
  }
}
