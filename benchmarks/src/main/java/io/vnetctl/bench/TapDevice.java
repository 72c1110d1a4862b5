package io.vnetctl.bench;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** A TAP device in a host's namespace, without waiting. For the thread that opened it. */
final class TapDevice implements AutoCloseable {
  // linux/if_tun.h
  private static final long TUNSETIFF = 0x400454caL;
  private static final short IFF_TAP_NO_PI = 0x1002;
  private static final int IFREQ_BYTES = 40;
  private static final long IFREQ_FLAGS_OFFSET = 16;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment errno = arena.allocate(LibC.ERRNO);
  private final int fd;

  private TapDevice(int fd) {
    this.fd = fd;
  }

  /** Takes the calling thread into the host's namespace, where it stays. */
  static TapDevice open(NetworkNamespace host, String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(LibC.ERRNO);
      int namespace = open(arena, host.file().toString(), LibC.O_RDONLY);
      int entered = LibC.setns(errno, namespace, LibC.CLONE_NEWNET);
      LibC.close(errno, namespace);
      check(entered, "setns to " + host.file());
      TapDevice device = new TapDevice(open(arena, "/dev/net/tun", LibC.O_RDWR | LibC.O_NONBLOCK));
      MemorySegment request = arena.allocate(IFREQ_BYTES, Long.BYTES);
      byte[] octets = name.getBytes(StandardCharsets.US_ASCII);
      MemorySegment.copy(octets, 0, request, JAVA_BYTE, 0, octets.length);
      request.set(JAVA_SHORT, IFREQ_FLAGS_OFFSET, IFF_TAP_NO_PI);
      int attached = LibC.ioctl(errno, device.fd, TUNSETIFF, request);
      if (attached < 0) {
        device.close();
      }
      check(attached, "TUNSETIFF");
      return device;
    }
  }

  int fd() {
    return fd;
  }

  /** Fills the burst from its start; returns the number of frames there were, 0 for none. */
  int read(FrameBurst burst) throws IOException {
    for (int slot = 0; slot < burst.slots(); slot++) {
      MemorySegment room = burst.frame(slot);
      int bytes = LibC.read(errno, fd, room, room.byteSize());
      if (bytes == -LibC.EAGAIN || bytes == -LibC.EIO) {
        return slot;
      }
      burst.outgoingLength(slot, check(bytes, "read from a TAP device"));
    }
    return burst.slots();
  }

  /** Drops the frame when the device is down or does not take it. */
  void write(MemorySegment frame, int bytes) throws IOException {
    int written = LibC.write(errno, fd, frame, bytes);
    if (written != -LibC.EAGAIN && written != -LibC.EIO) {
      check(written, "write to a TAP device");
    }
  }

  @Override
  public void close() {
    LibC.close(errno, fd);
    arena.close();
  }

  private static int open(Arena arena, String path, int flags) throws IOException {
    return check(
        LibC.open(arena.allocate(LibC.ERRNO), arena.allocateFrom(path), flags | LibC.O_CLOEXEC),
        "open " + path);
  }

  private static int check(int result, String what) throws IOException {
    if (result < 0) {
      throw new IOException(what + ": error " + -result);
    }
    return result;
  }
}
