package io.vnetctl.tap;

import java.nio.file.Path;

/**
 * A TAP device open for frames: one read or write of its descriptor moves one Ethernet frame
 * without FCS and without packet information. Behaviour: spec, VDE data plane, chapter 8.
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

  private TapDevice(TunDescriptor descriptor) {
    this.descriptor = descriptor;
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
      return new TapDevice(TunDescriptor.attach(cloneDevice, TunKind.TAP, name));
    } catch (SystemCallException e) {
      String advice = e.call().equals("open") ? openAdvice(e, cloneDevice) : attachAdvice(e, name);
      String what = name.isEmpty() ? "cannot open a TAP" : "cannot open TAP " + name;
      throw new SystemCallException(what, e, advice);
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
