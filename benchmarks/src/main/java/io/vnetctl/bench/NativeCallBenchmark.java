package io.vnetctl.bench;

import com.sun.jna.Native;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One native call: write(2) of 60 bytes to /dev/null, which does nothing with them. */
@State(Scope.Thread)
public class NativeCallBenchmark {
  private static final int BYTES = 60;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment errno = arena.allocate(LibC.ERRNO);
  private final MemorySegment bytes = arena.allocate(BYTES);
  private final long address = bytes.address();
  private int fd;
  private FileDescriptor descriptor;

  /** Opens the device. */
  @Setup
  public void open() throws IOException {
    Epoll.ensureAvailability();
    descriptor = FileDescriptor.from("/dev/null");
    fd = descriptor.intValue();
  }

  /** Closes the device. */
  @TearDown
  public void close() throws IOException {
    descriptor.close();
    arena.close();
  }

  /** Foreign function interface, with errno. */
  @Benchmark
  public int ffm() {
    return LibC.write(errno, fd, bytes, BYTES);
  }

  /** JNA, direct mapping. */
  @Benchmark
  public long jna() {
    return JnaLibC.write(fd, address, BYTES);
  }

  /** The JNI of Netty's epoll transport. */
  @Benchmark
  public int netty() throws IOException {
    return descriptor.writeAddress(address, 0, BYTES);
  }

  /** Only what JNA needs: loaded by no other benchmark. */
  static final class JnaLibC {
    static {
      Native.register("c");
    }

    private JnaLibC() {}

    static native long write(int fd, long address, long bytes);
  }
}
