package io.vnetctl.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** /dev/net/tun: there, the right device, and for the caller. */
record TunDeviceCheck() implements Check {
  private static final String DEVICE = "/dev/net/tun";

  /** Character device 10, 200 (devices.txt of the kernel). */
  private static final long NUMBER = 10L << 8 | 200;

  private static final String NO_TAP = "no TAP can be made, so guests have no way to the host";

  @Override
  public String name() {
    return "tun";
  }

  @Override
  public List<Finding> look(Surroundings host) throws IOException {
    Path device = host.file(DEVICE);
    if (!Files.exists(device)) {
      return List.of(
          host.exists("/sys/class/misc/tun")
              ? Finding.fail(
                  DEVICE + " is missing, though the kernel has the driver",
                  NO_TAP,
                  "sudo sh -c 'mkdir -p /dev/net && mknod -m 666 /dev/net/tun c 10 200'")
              : Finding.fail(
                  DEVICE + " is missing",
                  NO_TAP + "; in a container the host has to pass the device on",
                  "sudo modprobe tun"));
    }
    if (!Long.valueOf(NUMBER).equals(rdev(device))) {
      return List.of(
          Finding.fail(
              DEVICE + " is another device than 10, 200",
              NO_TAP,
              "sudo sh -c 'rm /dev/net/tun && mknod -m 666 /dev/net/tun c 10 200'"));
    }
    if (!Files.isReadable(device) || !Files.isWritable(device)) {
      return List.of(
          Finding.fail(
              DEVICE + " is not for " + host.caller().user(),
              "a switch of yours cannot open its TAP",
              "sudo chmod 666 /dev/net/tun"));
    }
    return List.of(Finding.ok(DEVICE + " may be opened"));
  }

  private static Long rdev(Path device) throws IOException {
    return ((Number) Files.getAttribute(device, "unix:rdev")).longValue();
  }
}
