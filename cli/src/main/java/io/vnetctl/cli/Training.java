package io.vnetctl.cli;

/**
 * The run of a program that makes its cache of loaded classes ({@code build/train}): it does more
 * than it was asked for, all that a later start shall find in the cache.
 */
final class Training {
  private static final String PROPERTY = "vnetctl.training";

  private Training() {}

  /** Whether this process is such a run. */
  static boolean isOn() {
    return Boolean.getBoolean(PROPERTY);
  }
}
