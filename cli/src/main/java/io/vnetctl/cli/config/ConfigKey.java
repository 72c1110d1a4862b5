package io.vnetctl.cli.config;

/**
 * A key of the configuration file: the table that reading, checking, reloading, saving and the
 * manual share.
 *
 * @param section where it may stand
 * @param name as it is written
 * @param type what values it takes
 * @param unit of a number; may be empty
 * @param initial value that counts where the key is not given, as it would be written; empty: none
 * @param effect when a change counts
 * @param sentence what it means
 */
public record ConfigKey(
    ConfigSection section,
    String name,
    ValueType type,
    String unit,
    String initial,
    Effect effect,
    String sentence) {

  /** When a change of the file counts. */
  public enum Effect {
    /** With {@code vnetctl reload}. */
    RELOAD,
    /** Once the switch is stopped and started again. */
    RESTART
  }
}
