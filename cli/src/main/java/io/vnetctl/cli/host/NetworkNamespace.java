package io.vnetctl.cli.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The network in which interfaces have their numbers (network_namespaces(7)): an eth0 with number 2
 * is in each of them.
 *
 * @param number inode of the namespace; taken again once all of the namespace is gone
 */
record NetworkNamespace(long number) {
  private static final Path OWN = Path.of("/proc/self/ns/net");

  /** That of this process. */
  static NetworkNamespace ofThisProcess() throws IOException {
    return new NetworkNamespace((Long) Files.getAttribute(OWN, "unix:ino"));
  }
}
