package io.vnetctl.tap.netlink;

/** Whether an interface passes frames, by RFC 2863 (ifOperStatus; IF_OPER_ of linux/if.h). */
public enum OperState {
  /** The driver does not say; the flags decide. */
  UNKNOWN,
  NOT_PRESENT,
  DOWN,
  LOWER_LAYER_DOWN,
  TESTING,
  DORMANT,
  UP;

  static OperState of(int number) {
    return number >= 0 && number < values().length ? values()[number] : UNKNOWN;
  }
}
