package io.vnetctl.bench;

/** Gives frames addresses of their own before they are sent. */
interface AddressPattern {
  /** Leaves the addresses as they are. */
  AddressPattern NONE = (burst, slot) -> {};

  void apply(FrameBurst burst, int slot);

  /** Destinations {@code first}, {@code first + 1}, ... in turns. */
  static AddressPattern destinations(long first, int count) {
    return new AddressPattern() {
      private int next;

      @Override
      public void apply(FrameBurst burst, int slot) {
        burst.destination(slot, first + next);
        next = next + 1 == count ? 0 : next + 1;
      }
    };
  }

  /** Sources {@code first}, {@code first + 1}, ... in turns. */
  static AddressPattern sources(long first, int count) {
    return new AddressPattern() {
      private int next;

      @Override
      public void apply(FrameBurst burst, int slot) {
        burst.source(slot, first + next);
        next = next + 1 == count ? 0 : next + 1;
      }
    };
  }

  /** A source that did not occur before, in no order: individual, locally administered. */
  static AddressPattern randomSources() {
    return new AddressPattern() {
      // an odd factor makes every number of 40 bits another one
      private static final long FACTOR = 0x9e_3779_b97fL;
      private static final long MASK = (1L << 40) - 1;
      private static final long LOCAL = 0x0600_0000_0000L;

      private long next;

      @Override
      public void apply(FrameBurst burst, int slot) {
        burst.source(slot, LOCAL | next++ * FACTOR & MASK);
      }
    };
  }
}
