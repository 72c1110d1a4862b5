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

  /** Frames come without struct tun_pi (linux/if_tun.h). */
  private static final int IFF_NO_PI = 0x1000;

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
   */
  static TunDescriptor attach(Path cloneDevice, TunKind kind, String name)
      throws SystemCallException {
    if (!Ifreq.fits(name)) {
      throw new SystemCallException("TUNSETIFF", LibC.ENAMETOOLONG);
    }
    int fd = open(cloneDevice);
    Ifreq request = new Ifreq(name).flags(kind.flag() | IFF_NO_PI);
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
