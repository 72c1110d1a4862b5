package io.vnetctl.bench;

import java.io.IOException;

/**
 * Two hosts with stacks of their own, A and B, and something between them. Each is a network
 * namespace; they have the addresses {@value #A} and {@value #B}.
 *
 * @param switchClock CPU time of the switch; of nothing when it is the kernel's
 * @param resources all that goes with them
 */
record Hosts(NetworkNamespace a, NetworkNamespace b, CpuClock switchClock, Resources resources)
    implements AutoCloseable {
  static final String A = "10.77.0.1";
  static final String B = "10.77.0.2";

  private static final String PREFIX = "/24";

  /** Brings up the link of host A, which is there, and that of host B. */
  void up(String linkA, String linkB) throws IOException {
    a.up(linkA, A + PREFIX);
    b.up(linkB, B + PREFIX);
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
