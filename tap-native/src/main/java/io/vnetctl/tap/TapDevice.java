package io.vnetctl.tap;

import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.nio.file.Path;

/**
 * A TAP device open for frames: one read or write of its descriptor moves one Ethernet frame
 * without FCS and without packet information. Behaviour: spec, VDE data plane, chapter 8.
 *
 * <p>If {@link #hasVnetHeader}, a virtio_net_hdr of 10 bytes comes before each frame (virtio 1.2,
 * 5.1.6, in legacy form), and the frame may be a super-frame of TCP or UDP of up to 64 KB or lack
 * its checksum. That is so of a TAP made here and of one that was made for it; one that another
 * program made without is used without.
 *
 * <p>The device owns its descriptor until {@link #detachFd()} hands it over; whoever has the
 * descriptor closes it, and with it a device that is not persistent vanishes. The interface is left
 * down and without address, see {@link Link}. Not for use from several threads at once.
 */
public final class TapDevice implements AutoCloseable {
  /** Where Linux has the clone device of all TUN/TAP interfaces. */
  public static final Path CLONE_DEVICE = Path.of("/dev/net/tun");

  /** Bytes of the longest interface name (IFNAMSIZ - 1, linux/if.h). */
  public static final int MAX_NAME_BYTES = Ifreq.MAX_NAME_BYTES;

  private final TunDescriptor descriptor;
  private final boolean vnetHeader;

  private TapDevice(TunDescriptor descriptor, boolean vnetHeader) {
    this.descriptor = descriptor;
    this.vnetHeader = vnetHeader;
  }

  /** Opens a TAP through {@link #CLONE_DEVICE}. See {@link #open(Path, String)}. */
  public static TapDevice open(String name) throws SystemCallException {
    return open(CLONE_DEVICE, name);
  }

  /**
   * Opens a TAP, creating it if it does not exist. The descriptor neither blocks nor survives exec.
   *
   * @param cloneDevice mostly {@link #CLONE_DEVICE}
   * @param name at most 15 bytes; empty, or with {@code %d} for a number, to let the kernel choose.
   *     A longer name is refused, not cut: what is left could be the name of another's device
   * @throws SystemCallException in one line, what failed, why, and what to do
   */
  public static TapDevice open(Path cloneDevice, String name) throws SystemCallException {
    try {
      return attach(cloneDevice, name);
    } catch (SystemCallException e) {
      String advice = e.call().equals("open") ? openAdvice(e, cloneDevice) : attachAdvice(e, name);
      String what = name.isEmpty() ? "cannot open a TAP" : "cannot open TAP " + name;
      throw new SystemCallException(what, e, advice);
    }
  }

  private static TapDevice attach(Path cloneDevice, String name) throws SystemCallException {
    boolean vnetHeader = !isPlain(name);
    TunDescriptor descriptor = TunDescriptor.attach(cloneDevice, TunKind.TAP, name, vnetHeader);
    try {
      if (vnetHeader) {
        descriptor.takeOffloads();
      } else {
        // one who was killed may have left some
        descriptor.takeNoOffloads();
      }
      return new TapDevice(descriptor, vnetHeader);
    } catch (SystemCallException e) {
      descriptor.close();
      throw e;
    }
  }

  /** Whether it exists and was made without IFF_VNET_HDR, which attaching to it would hide. */
  private static boolean isPlain(String name) {
    if (name.isEmpty() || name.indexOf('%') >= 0) {
      return false;
    }
    try (Rtnetlink kernel = Rtnetlink.open()) {
      return kernel.link(name).flatMap(LinkState::tun).filter(tun -> !tun.vnetHeader()).isPresent();
    } catch (NetlinkException e) {
      return true;
    }
  }

  private static String openAdvice(SystemCallException e, Path cloneDevice) {
    return switch (e.errno()) {
      case LibC.ENOENT, LibC.ENODEV, LibC.ENXIO ->
          cloneDevice + " is missing or has no driver (modprobe tun)";
      case LibC.EACCES, LibC.EPERM ->
          "needs read and write permission on " + cloneDevice + " (chmod, or a group that has it)";
      default -> "opening " + cloneDevice + " failed";
    };
  }

  private static String attachAdvice(SystemCallException e, String name) {
    return switch (e.errno()) {
      case LibC.EPERM ->
          "needs CAP_NET_ADMIN or a persistent TAP owned by you (vde_tunctl -u USER%s)"
              .formatted(name.isEmpty() ? "" : " -t " + name);
      case LibC.EBUSY -> "another process has it open; stop that one or take another name";
      case LibC.EINVAL ->
          "the name is not valid for an interface or belongs to one that is no TAP (ip -d link)";
      case LibC.ENOTTY -> "the clone device is not " + CLONE_DEVICE;
      case LibC.ENAMETOOLONG -> "an interface name has at most %d bytes".formatted(MAX_NAME_BYTES);
      default -> "";
    };
  }

  /** The name that the kernel gave, never empty and without pattern. */
  public String name() {
    return descriptor.name();
  }

  /** Whether a virtio_net_hdr comes before each frame. */
  public boolean hasVnetHeader() {
    return vnetHeader;
  }

  /**
   * The descriptor, still owned by this device.
   *
   * @throws IllegalStateException after {@link #close()} or {@link #detachFd()}
   */
  public int fd() {
    return descriptor.fd();
  }

  /**
   * Hands the descriptor over: the caller closes it, {@link #close()} will not.
   *
   * @throws IllegalStateException after {@link #close()} or an earlier call
   */
  public int detachFd() {
    return descriptor.detach();
  }

  /** Closes the descriptor unless it was handed over; a second call does nothing. */
  @Override
  public void close() {
    descriptor.close();
  }
}
