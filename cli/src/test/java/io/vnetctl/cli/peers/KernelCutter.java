package io.vnetctl.cli.peers;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import io.vnetctl.tap.PrivateNetwork;
import io.vnetctl.tap.TapDevice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The kernel's own segmentation: a bridge between a TAP with virtio_net_hdr, into which
 * super-frames are written, and one that takes none, so that the kernel cuts them up.
 */
final class KernelCutter implements AutoCloseable {
  // linux/if_tun.h
  private static final long TUNSETIFF = 0x400454caL;
  private static final int IFF_TAP_NO_PI = 0x0002 | 0x1000;
  private static final int IFF_VNET_HDR = 0x4000;

  // asm-generic/fcntl.h, poll.h
  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x8_0000;
  private static final short POLLIN = 1;

  private static final int IFREQ_BYTES = 40;
  private static final int IFREQ_FLAGS = 16;
  private static final int MAX_FRAME_BYTES = 70_000;
  private static final int PATIENCE_MS = 5_000;

  private final int in;
  private final int out;

  static {
    Native.register(KernelCutter.class, "c");
  }

  /** Needs root and a private network, see {@link PrivateNetwork}. */
  KernelCutter() throws Exception {
    in = openTap("in0", IFF_VNET_HDR);
    out = openTap("out0", 0);
    ip("link add br0 type bridge mcast_snooping 0");
    for (String link : List.of("br0", "in0", "out0")) {
      ip("link set " + link + " addrgenmode none"); // or the kernel sends frames of its own
      if (!link.equals("br0")) {
        ip("link set " + link + " master br0");
      }
      ip("link set " + link + " up");
    }
  }

  private static void ip(String arguments) {
    PeerProcess.run(("ip " + arguments).split(" "));
  }

  private static int openTap(String name, int flags) {
    int fd = open(TapDevice.CLONE_DEVICE.toString(), O_RDWR | O_CLOEXEC);
    byte[] ifreq = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), IFREQ_BYTES);
    ByteBuffer.wrap(ifreq)
        .order(ByteOrder.nativeOrder())
        .putShort(IFREQ_FLAGS, (short) (IFF_TAP_NO_PI | flags));
    ioctl(fd, TUNSETIFF, ifreq);
    return fd;
  }

  /**
   * Has a super-frame cut.
   *
   * @param virtioNetHeader what is written before it
   * @param atLeast frames that are waited for
   */
  List<byte[]> cut(byte[] virtioNetHeader, byte[] frame, int atLeast) {
    byte[] bytes = Arrays.copyOf(virtioNetHeader, virtioNetHeader.length + frame.length);
    System.arraycopy(frame, 0, bytes, virtioNetHeader.length, frame.length);
    write(in, bytes, bytes.length);
    List<byte[]> frames = new ArrayList<>();
    byte[] buffer = new byte[MAX_FRAME_BYTES];
    while (poll(pollfd(), 1, frames.size() < atLeast ? PATIENCE_MS : 0) == 1) {
      frames.add(Arrays.copyOf(buffer, (int) read(out, buffer, buffer.length)));
    }
    return frames;
  }

  /** struct pollfd on a little-endian machine: descriptor, events wanted, events seen. */
  private int[] pollfd() {
    return new int[] {out, POLLIN};
  }

  @Override
  public void close() {
    close(in);
    close(out);
  }

  private static native int open(String path, int flags) throws LastErrorException;

  private static native int close(int fd) throws LastErrorException;

  private static native int ioctl(int fd, long request, byte[] structure) throws LastErrorException;

  private static native int poll(int[] pollfds, long count, int timeoutMs)
      throws LastErrorException;

  private static native long read(int fd, byte[] buffer, long size) throws LastErrorException;

  private static native long write(int fd, byte[] buffer, long size) throws LastErrorException;
}
