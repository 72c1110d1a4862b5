package io.vnetctl.core;

/**
 * The port that an applicant wants.
 *
 * @param number 0 and above, or {@link #ANY}
 */
public record PortChoice(int number) {
  private static final int ANY = -1;

  /** The lowest free port from 1 up that the applicant may use. */
  public static PortChoice any() {
    return new PortChoice(ANY);
  }

  /** This port, made if needed. */
  public static PortChoice of(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("no port has the number " + number);
    }
    return new PortChoice(number);
  }

  boolean isAny() {
    return number == ANY;
  }
}
