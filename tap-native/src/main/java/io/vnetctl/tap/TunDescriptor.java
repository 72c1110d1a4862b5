package io.vnetctl.tap;

import com.sun.jna.LastErrorException;
import java.nio.file.Path;

/** A descriptor of the clone device, attached to an interface: what all TUN/TAP ioctls go to. */
final class TunDescriptor implements AutoCloseable {
  // linux/if_tun.h: _IOW('T', n, int)
  private static final long TUNSETIFF = 0x400454caL;
  private static final long TUNSETPERSIST = 0x400454cbL;
  private static final long TUNSETOWNER = 0x400454ccL;
  private static final long TUNSETGROUP = 0x400454ceL;

  private static final long TUNSETOFFLOAD = 0x400454d0L;

  /** Frames come without struct tun_pi (linux/if_tun.h). */
  private static final int IFF_NO_PI = 0x1000;

  /** Before each frame there is a struct virtio_net_hdr. */
  private static final int IFF_VNET_HDR = 0x4000;

  // TUN_F_CSUM, TUN_F_TSO4, TUN_F_TSO6, TUN_F_TSO_ECN; TUN_F_USO4, TUN_F_USO6 since Linux 6.2
  private static final int TCP_OFFLOADS = 0x01 | 0x02 | 0x04 | 0x08;
  private static final int UDP_OFFLOADS = 0x20 | 0x40;

  private static final int CLOSED = -1;

  private final String name;
  private int fd;

  private TunDescriptor(int fd, String name) {
    this.fd = fd;
    this.name = name;
  }

  /**
   * Opens the clone device without blocking and attaches it to an interface, which comes into being
   * if it does not exist.
   *
   * @param name at most 15 bytes; empty or with {@code %d} to let the kernel choose
   * @param vnetHeader whether frames come with a virtio_net_hdr; the interface keeps that for the
   *     next who attaches to it
   */
  static TunDescriptor attach(Path cloneDevice, TunKind kind, String name, boolean vnetHeader)
      throws SystemCallException {
    if (!Ifreq.fits(name)) {
      throw new SystemCallException("TUNSETIFF", LibC.ENAMETOOLONG);
    }
    int fd = open(cloneDevice);
    Ifreq request =
        new Ifreq(name).flags(kind.flag() | IFF_NO_PI | (vnetHeader ? IFF_VNET_HDR : 0));
    try {
      LibC.ioctl(fd, TUNSETIFF, request.bytes());
    } catch (LastErrorException e) {
      LibC.close(fd);
      throw new SystemCallException("TUNSETIFF", e.getErrorCode());
    }
    return new TunDescriptor(fd, request.name());
  }

  private static int open(Path cloneDevice) throws SystemCallException {
    try {
      return LibC.open(cloneDevice.toString(), LibC.O_RDWR | LibC.O_NONBLOCK | LibC.O_CLOEXEC);
    } catch (LastErrorException e) {
      throw new SystemCallException("open", e.getErrorCode());
    }
  }

  /** The name that the kernel gave. */
  String name() {
    return name;
  }

  int fd() {
    if (fd == CLOSED) {
      throw new IllegalStateException(name + " is closed or its descriptor was detached");
    }
    return fd;
  }

  /** Gives the descriptor away; {@link #close()} has nothing left to do. */
  int detach() {
    int detached = fd();
    fd = CLOSED;
    return detached;
  }

  /**
   * Has the kernel hand over TCP and UDP super-frames and unfinished checksums, as far as it can:
   * an old one leaves out UDP.
   */
  void takeOffloads() throws SystemCallException {
    try {
      set(TUNSETOFFLOAD, "TUNSETOFFLOAD", TCP_OFFLOADS | UDP_OFFLOADS);
    } catch (SystemCallException e) {
      set(TUNSETOFFLOAD, "TUNSETOFFLOAD", TCP_OFFLOADS);
    }
  }

  /** Has the kernel hand over finished frames only. */
  void takeNoOffloads() throws SystemCallException {
    set(TUNSETOFFLOAD, "TUNSETOFFLOAD", 0);
  }

  void persist(boolean persistent) throws SystemCallException {
    set(TUNSETPERSIST, "TUNSETPERSIST", persistent ? 1 : 0);
  }

  void owner(long uid) throws SystemCallException {
    set(TUNSETOWNER, "TUNSETOWNER", uid);
  }

  void group(long gid) throws SystemCallException {
    set(TUNSETGROUP, "TUNSETGROUP", gid);
  }

  private void set(long request, String requestName, long value) throws SystemCallException {
    try {
      LibC.ioctl(fd(), request, value);
    } catch (LastErrorException e) {
      throw new SystemCallException(requestName, e.getErrorCode());
    }
  }

  @Override
  public void close() {
    if (fd != CLOSED) {
      LibC.close(detach());
    }
  }
}
