package io.vnetctl.cli.doctor;

import io.vnetctl.core.io.Burst;
import java.util.List;

/** How many frames wait in the kernel for a client that does not connect its socket. */
record DatagramQueueCheck() implements Check {
  private static final String FILE = "/proc/sys/net/unix/max_dgram_qlen";

  /** What a switch sends in one call. */
  private static final long ENOUGH = Burst.FRAMES;

  @Override
  public String name() {
    return "max_dgram_qlen";
  }

  @Override
  public List<Finding> look(Surroundings host) {
    long length = host.number(FILE).orElse(ENOUGH);
    return List.of(
        length >= ENOUGH
            ? Finding.ok("net.unix.max_dgram_qlen is " + length)
            : Finding.warn(
                "net.unix.max_dgram_qlen is " + length,
                "clients that do not connect their socket get bursts late; those of VDE and QEMU"
                    + " connect",
                "sudo sysctl -w net.unix.max_dgram_qlen=512"));
  }
}
