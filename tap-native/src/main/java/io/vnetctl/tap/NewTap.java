package io.vnetctl.tap;

import java.nio.file.Path;

/**
 * A TAP being made, {@code tap0} or the next number that is free, for a switch that takes
 * super-frames (IFF_VNET_HDR); one that does not can use it all the same. Until {@link #persist()}
 * it vanishes with this process, however that ends; then it lives on without one. Behaviour: spec,
 * vnetctl, 11.1 and 11.2. Not for use from several threads at once.
 */
public final class NewTap implements AutoCloseable {
  private static final String PATTERN = "tap%d";

  private final TunDescriptor descriptor;
  private final int index;

  private NewTap(TunDescriptor descriptor, int index) {
    this.descriptor = descriptor;
    this.index = index;
  }

  /**
   * Makes the TAP: down, without owner, not persistent.
   *
   * @param cloneDevice mostly {@link TapDevice#CLONE_DEVICE}
   * @throws SystemCallException in one line, what failed, why, and what to do
   */
  public static NewTap open(Path cloneDevice) throws SystemCallException {
    TunDescriptor descriptor;
    try {
      descriptor = TunDescriptor.attach(cloneDevice, TunKind.TAP, PATTERN, true);
    } catch (SystemCallException e) {
      throw new SystemCallException("cannot make a TAP", e, advice(e, cloneDevice));
    }
    try {
      return new NewTap(descriptor, new Link(descriptor.name()).index());
    } catch (SystemCallException e) {
      descriptor.close();
      throw e;
    }
  }

  private static String advice(SystemCallException e, Path cloneDevice) {
    return switch (e.errno()) {
      case LibC.ENOENT, LibC.ENODEV, LibC.ENXIO ->
          cloneDevice + " is missing or has no driver (modprobe tun)";
      case LibC.EACCES, LibC.EPERM -> "needs CAP_NET_ADMIN (run as root)";
      default -> "";
    };
  }

  /** The name that the kernel gave. */
  public String name() {
    return descriptor.name();
  }

  /** Number of the interface, 1 or more. */
  public int index() {
    return index;
  }

  /** Lets a user open it without privilege: 0 to 2^32 - 2. */
  public void owner(long uid) throws SystemCallException {
    named("give to user " + uid, () -> descriptor.owner(uid));
  }

  /** Has it live on when this object is closed or its process ends. */
  public void persist() throws SystemCallException {
    named("make persistent", () -> descriptor.persist(true));
  }

  private interface Call {
    void run() throws SystemCallException;
  }

  private void named(String what, Call call) throws SystemCallException {
    try {
      call.run();
    } catch (SystemCallException e) {
      throw new SystemCallException("cannot %s TAP %s".formatted(what, name()), e, "");
    }
  }

  /** Lets go of the TAP, so that another process can open it. A second call does nothing. */
  @Override
  public void close() {
    descriptor.close();
  }
}
