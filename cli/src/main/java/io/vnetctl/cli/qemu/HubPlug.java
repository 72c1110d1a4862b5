package io.vnetctl.cli.qemu;

/**
 * What is plugged into one of QEMU's hubs, by {@code -net} or by words of vdeq(1).
 *
 * @param hub its number, as text
 * @param role interface or back end
 * @param options kind and items, without the hub
 * @param translate whether it has words that QEMU does not take today; if so, its whole hub is
 *     wired anew
 */
record HubPlug(String hub, Role role, OptionList options, boolean translate) {
  /** Which side of a hub it is on. */
  enum Role {
    /** The guest's. */
    NIC,
    /** The host's. */
    BACKEND,
    /** The host's, with an interface of its own if there is none for it. */
    SOCKET
  }

  static HubPlug ofNic(String hub, OptionList options, boolean translate) {
    return new HubPlug(hub, Role.NIC, options, translate);
  }

  static HubPlug ofBackend(String hub, OptionList options, boolean translate) {
    return new HubPlug(hub, Role.BACKEND, options, translate);
  }

  /** Of -sock, always in hub 0. */
  static HubPlug ofSocket(OptionList options) {
    return new HubPlug("0", Role.SOCKET, options, true);
  }

  HubPlug with(OptionList changed) {
    return new HubPlug(hub, role, changed, translate);
  }

  boolean isNic() {
    return role == Role.NIC;
  }
}
