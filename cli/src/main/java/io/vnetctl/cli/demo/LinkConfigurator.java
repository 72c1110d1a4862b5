package io.vnetctl.cli.demo;

import java.io.IOException;

/** Gives a network interface of this namespace an address and sets it up. */
@FunctionalInterface
public interface LinkConfigurator {

  /**
   * @param name of the interface, which exists
   * @param address IPv4, dotted
   * @param prefixLength 0 to 32
   * @throws IOException if the kernel refuses; its message is shown to the user
   */
  void up(String name, String address, int prefixLength) throws IOException;
}
