package io.vnetctl.vde.console;

import io.vnetctl.core.frame.MacAddress;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What consoles tell about the switch that the switch itself does not know. Source: spec
 * vde-console, chapter 3.
 *
 * @param pid process number
 * @param mac address of the bridge
 * @param uptimeSeconds whole seconds since the switch was started, asked anew each time
 * @param ctlDirectory absolute path of the control directory
 * @param ctlMode permission bits that data sockets get
 * @param management the management socket, if there is one
 */
public record SwitchIdentity(
    long pid,
    MacAddress mac,
    LongSupplier uptimeSeconds,
    String ctlDirectory,
    int ctlMode,
    Optional<ManagementSocket> management) {

  /**
   * The management socket as it was asked for.
   *
   * @param path as given, not resolved
   * @param mode permission bits
   */
  public record ManagementSocket(String path, int mode) {}
}
