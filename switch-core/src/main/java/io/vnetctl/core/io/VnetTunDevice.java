package io.vnetctl.core.io;

import io.vnetctl.core.frame.EthernetFrame;
import io.vnetctl.core.offload.Offload;
import io.vnetctl.core.offload.Segmentation;
import io.vnetctl.core.offload.VirtioNetHeader;
import java.lang.foreign.MemorySegment;

/**
 * A TAP opened with IFF_NO_PI and IFF_VNET_HDR: before each frame there is a {@link
 * VirtioNetHeader}, and a frame may be a super-frame of up to 64 KB that the receiver, or hardware,
 * has yet to cut and to checksum (linux/if_tun.h, TUNSETOFFLOAD; virtio 1.2, 5.1.6).
 *
 * <p>What comes in is handed on whole. What goes out from another such TAP does, too; of plain TCP
 * frames those that follow each other are joined to one ({@link SuperFrame}), since for the kernel
 * a frame of 64 KB is hardly more work than one of 1.5 KB.
 */
final class VnetTunDevice extends FdDevice {
  private static final int HEADER_BYTES = VirtioNetHeader.BYTES;

  /** A tag may still be pushed. */
  private static final int MAX_HEADER_BYTES = Segmenter.MAX_HEADER_BYTES - EthernetFrame.TAG_BYTES;

  /** The longest IP packet, with Ethernet header and two tags, and one byte to tell a longer. */
  private static final int LONGEST_READ =
      HEADER_BYTES + 65_536 + EthernetFrame.HEADER_BYTES + 2 * EthernetFrame.TAG_BYTES;

  /** A super-frame of the smallest segments that TCP makes, 48 bytes, has 1,365. */
  private static final int MAX_SEGMENTS = 2_048;

  /** linux/if_tun.h: _IOW('T', 208, unsigned int). */
  private static final long TUNSETOFFLOAD = 0x400454d0L;

  private final SuperFrame joined;

  VnetTunDevice(SwitchLoop loop, int fd) {
    super(loop, fd);
    joined = loop.superFrame();
  }

  @Override
  Burst burst() {
    return loop.superBurst();
  }

  @Override
  int receive(Burst burst) {
    MemorySegment memory = burst.memory();
    burst.clear();
    int result = 0;
    while (burst.hasRoom(LONGEST_READ)) {
      int at = burst.end();
      result = loop.syscalls().read(fd, memory.address() + at, LONGEST_READ);
      if (result <= 0) {
        break;
      }
      take(burst, at, result);
    }
    return burst.count() > 0 ? burst.count() : result;
  }

  private static void take(Burst burst, int at, int bytes) {
    int length = Math.max(bytes - HEADER_BYTES, 0);
    burst.append(at + HEADER_BYTES, length, offload(burst.memory(), at, length));
  }

  private static long offload(MemorySegment memory, int at, int length) {
    long offload =
        Offload.validated(memory, at + HEADER_BYTES, length, VirtioNetHeader.read(memory, at));
    return VirtioNetHeader.headerBytes(offload) > MAX_HEADER_BYTES
            || Segmentation.segments(offload, length) > MAX_SEGMENTS
        ? VirtioNetHeader.INVALID
        : offload;
  }

  @Override
  boolean takesOffloads() {
    return true;
  }

  @Override
  int transmit(FrameVector frames, int from) {
    int n = from;
    int result = 0;
    while (n < frames.count()) {
      int run = joined.begin(frames, n);
      result =
          run > 1
              ? loop.syscalls().writev(fd, joined.iovecAddress(), joined.iovecs())
              : loop.syscalls().writev(fd, frames.iovecWithHeader(n), frames.pieces(n) + 1);
      if (result < 0) {
        break;
      }
      n += run;
    }
    return n > from ? n - from : result;
  }

  /** Whoever opens a persistent TAP next may not know of super-frames. */
  @Override
  void beforeClose() {
    loop.syscalls().ioctl(fd, TUNSETOFFLOAD, 0);
  }

  @Override
  boolean isGone(int errno) {
    return TunDevice.isGoneFor(errno);
  }
}
