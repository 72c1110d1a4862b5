package io.vnetctl.tap;

import com.sun.jna.LastErrorException;
import java.net.Inet4Address;

/**
 * A network interface of the calling thread's network namespace, by name (netdevice(7)). Reading
 * needs no privilege; changing needs CAP_NET_ADMIN.
 *
 * @param name 1 to 15 bytes; need not exist until it is used
 */
public record Link(String name) {
  // linux/sockios.h
  private static final long SIOCGIFFLAGS = 0x8913;
  private static final long SIOCSIFFLAGS = 0x8914;
  private static final long SIOCGIFADDR = 0x8915;
  private static final long SIOCSIFADDR = 0x8916;
  private static final long SIOCGIFNETMASK = 0x891b;
  private static final long SIOCSIFNETMASK = 0x891c;
  private static final long SIOCGIFMTU = 0x8921;
  private static final long SIOCSIFMTU = 0x8922;
  private static final long SIOCGIFHWADDR = 0x8927;
  private static final long SIOCGIFINDEX = 0x8933;

  // linux/if.h
  private static final int IFF_UP = 0x1;

  /** Rejects names that no interface can have. */
  public Link {
    if (name.isEmpty() || !Ifreq.fits(name)) {
      throw new IllegalArgumentException(
          "interface name '%s' must have 1 to %d bytes".formatted(name, Ifreq.MAX_NAME_BYTES));
    }
  }

  /** Sets the interface up; no error if it is. */
  public void up() throws SystemCallException {
    changeFlags(flags() | IFF_UP);
  }

  /** Sets the interface down; no error if it is. */
  public void down() throws SystemCallException {
    changeFlags(flags() & ~IFF_UP);
  }

  /** Whether the interface is up, by administration and not by carrier. */
  public boolean isUp() throws SystemCallException {
    return (flags() & IFF_UP) != 0;
  }

  /** IFF_ flags of linux/if.h, low 16 bits. */
  public int flags() throws SystemCallException {
    return ioctl(SIOCGIFFLAGS, "SIOCGIFFLAGS", new Ifreq(name)).flags();
  }

  private void changeFlags(int flags) throws SystemCallException {
    ioctl(SIOCSIFFLAGS, "SIOCSIFFLAGS", new Ifreq(name).flags(flags));
  }

  /** Index of the interface, 1 or more. */
  public int index() throws SystemCallException {
    return ioctl(SIOCGIFINDEX, "SIOCGIFINDEX", new Ifreq(name)).number();
  }

  /** Bytes of the longest Ethernet payload: without header, tag and FCS. */
  public int mtu() throws SystemCallException {
    return ioctl(SIOCGIFMTU, "SIOCGIFMTU", new Ifreq(name)).number();
  }

  /** Sets the longest Ethernet payload in bytes, in bounds that the driver knows. */
  public void mtu(int bytes) throws SystemCallException {
    ioctl(SIOCSIFMTU, "SIOCSIFMTU", new Ifreq(name).number(bytes));
  }

  /** The Ethernet address: six octets in the order of the wire. */
  public byte[] macAddress() throws SystemCallException {
    return ioctl(SIOCGIFHWADDR, "SIOCGIFHWADDR", new Ifreq(name)).hardwareAddress();
  }

  /**
   * Sets the first IPv4 address and its network, replacing the one before. The route to the network
   * exists while the interface is up.
   *
   * @param prefixLength 0 to 32
   */
  public void ipv4(Inet4Address address, int prefixLength) throws SystemCallException {
    if (prefixLength < 0 || prefixLength > 32) {
      throw new IllegalArgumentException("prefix length " + prefixLength + " is not 0 to 32");
    }
    ioctl(SIOCSIFADDR, "SIOCSIFADDR", new Ifreq(name).ipv4(address));
    ioctl(SIOCSIFNETMASK, "SIOCSIFNETMASK", new Ifreq(name).netmask(prefixLength));
  }

  /** The first IPv4 address, four bytes; EADDRNOTAVAIL if there is none. */
  public byte[] ipv4() throws SystemCallException {
    return ioctl(SIOCGIFADDR, "SIOCGIFADDR", new Ifreq(name)).ipv4();
  }

  /** Netmask of {@link #ipv4()}, four bytes. */
  public byte[] netmask() throws SystemCallException {
    return ioctl(SIOCGIFNETMASK, "SIOCGIFNETMASK", new Ifreq(name)).ipv4();
  }

  private Ifreq ioctl(long request, String requestName, Ifreq ifreq) throws SystemCallException {
    try {
      int socket = LibC.socket(LibC.AF_INET, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
      try {
        LibC.ioctl(socket, request, ifreq.bytes());
        return ifreq;
      } finally {
        LibC.close(socket);
      }
    } catch (LastErrorException e) {
      SystemCallException cause = new SystemCallException(requestName, e.getErrorCode());
      throw new SystemCallException(
          "interface " + name + ": " + requestName, cause, advice(e.getErrorCode()));
    }
  }

  private static String advice(int errno) {
    return switch (errno) {
      case LibC.EPERM -> "needs CAP_NET_ADMIN (run as root)";
      case LibC.ENODEV -> "see 'ip link' for those that exist";
      default -> "";
    };
  }
}
