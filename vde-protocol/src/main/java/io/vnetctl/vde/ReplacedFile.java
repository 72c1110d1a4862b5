package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** An open file whose old content is cut off by the first write. One thread at a time. */
final class ReplacedFile extends OutputStream {
  private static final NativeFunction WRITE =
      LibC.withErrno("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final NativeFunction FTRUNCATE =
      LibC.withErrno("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final NativeFunction CLOSE =
      LibC.withErrno("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final int CLOSED = -1;

  private int fd;
  private boolean replaced;

  /** Takes ownership of the descriptor, which stands at the beginning of a regular file. */
  ReplacedFile(int fd) {
    this.fd = fd;
  }

  @Override
  public void write(int single) throws ErrnoException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws ErrnoException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (fd == CLOSED) {
      throw new ErrnoException(Errno.EBADF);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      if (!replaced) {
        check((int) FTRUNCATE.handle().invokeExact(errno, fd, 0L), errno);
        replaced = true;
      }
      MemorySegment rest = arena.allocate(Math.max(1, length));
      MemorySegment.copy(bytes, offset, rest, JAVA_BYTE, 0, length);
      long written = 0;
      while (written < length) {
        written +=
            check(
                (long)
                    WRITE.handle().invokeExact(errno, fd, rest.asSlice(written), length - written),
                errno);
      }
    } catch (ErrnoException failed) {
      throw failed;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /** Repeated calls do nothing. Some file systems tell only here that a write has failed. */
  @Override
  public void close() throws ErrnoException {
    if (fd == CLOSED) {
      return;
    }
    int last = fd;
    fd = CLOSED;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      check((int) CLOSE.handle().invokeExact(errno, last), errno);
    } catch (ErrnoException failed) {
      throw failed;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  private static long check(long result, MemorySegment errno) throws ErrnoException {
    if (result < 0) {
      throw new ErrnoException(LibC.errno(errno));
    }
    return result;
  }
}
