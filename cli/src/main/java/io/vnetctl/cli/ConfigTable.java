package io.vnetctl.cli;

import io.vnetctl.cli.config.ConfigKey;
import io.vnetctl.cli.config.ConfigKey.Effect;
import io.vnetctl.cli.config.ConfigSection;
import io.vnetctl.cli.config.LayoutKey;
import io.vnetctl.cli.config.ValueType;
import io.vnetctl.vde.ControlDirectory;
import io.vnetctl.vde.ListeningSocket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All keys of the configuration file: one for each option of the switch that is a setting, under
 * the name of the option, and those of {@link LayoutKey}.
 */
public final class ConfigTable {
  private static final Map<SwitchOption, ConfigKey> BY_OPTION = byOption();

  /** In the order of the manual. */
  public static final List<ConfigKey> KEYS =
      Stream.concat(BY_OPTION.values().stream(), LayoutKey.keys().stream()).toList();

  private ConfigTable() {}

  /** The option that a key of [switch] stands for; empty for one that no option is like. */
  static Optional<SwitchOption> option(ConfigKey key) {
    return BY_OPTION.entrySet().stream()
        .filter(entry -> entry.getValue().equals(key))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The name that an option has in [switch]. */
  static String name(SwitchOption option) {
    return option.dashed().substring(2);
  }

  /**
   * The key of [switch] for an option. Empty for what is no setting of a switch, and for what the
   * file has in other sections: {@link #elsewhere}.
   */
  static Optional<ConfigKey> key(SwitchOption option) {
    return Optional.ofNullable(BY_OPTION.get(option));
  }

  private static Map<SwitchOption, ConfigKey> byOption() {
    Map<SwitchOption, ConfigKey> keys = new EnumMap<>(SwitchOption.class);
    for (SwitchOption option : SwitchOption.values()) {
      make(option).ifPresent(key -> keys.put(option, key));
    }
    return keys;
  }

  private static Optional<ConfigKey> make(SwitchOption option) {
    return switch (option) {
      case HELP, VERSION, CONFIG, DEBUG_CLIENTS -> Optional.empty();
      case TAP, MAC_LIMIT, FLOOD_LIMIT, BPDU_GUARD, ISOLATED -> Optional.empty();
      case HUB, FSTP -> key(option, ValueType.flag(), "", "no", Effect.RELOAD);
      case PORTS ->
          key(option, ValueType.number(1, SwitchOptions.MAX_PORTS), "", "32", Effect.RELOAD);
      case USER_LIMIT ->
          key(option, ValueType.number(0, SwitchOptions.MAX_PORTS), "ports", "0", Effect.RELOAD);
      case HASH_SIZE ->
          key(option, powerOfTwo(SwitchOptions.MAX_HASH_SIZE), "buckets", "128", Effect.RELOAD);
      case MAC_ADDRESS -> atStart(option, ValueType.mac(), "");
      case PRIORITY -> atStart(option, ValueType.hexNumber(0, 0xffff), "32768");
      case DIRECTORY -> atStart(option, ValueType.path(ControlDirectory.MAX_BYTES), "");
      case MODE, DIRECTORY_MODE -> atStart(option, ValueType.mode(07777), "");
      case CONSOLE_MODE -> atStart(option, ValueType.mode(0777), "0600");
      case GROUP, CONSOLE_GROUP -> atStart(option, ValueType.name("GROUP", "a group by name"), "");
      case DAEMON, NO_STDIN, SURVIVE -> atStart(option, ValueType.flag(), "no");
      case CONSOLE -> atStart(option, ValueType.path(ListeningSocket.MAX_PATH), "");
      case PID_FILE, RC_FILE -> atStart(option, ValueType.path(), "");
      case MAX_FRAME ->
          key(
              option,
              ValueType.number(
                  SwitchOptions.MIN_MAX_FRAME_BYTES, SwitchOptions.MAX_MAX_FRAME_BYTES),
              "bytes",
              "9234",
              Effect.RESTART);
      case POLL ->
          key(
              option,
              ValueType.number(0, SwitchOptions.MAX_POLL_MICROS),
              "microseconds",
              "50",
              Effect.RESTART);
      case QUEUE_LENGTH ->
          key(
              option,
              ValueType.number(SwitchOptions.MIN_QUEUE_LENGTH, SwitchOptions.MAX_QUEUE_LENGTH),
              "datagrams",
              "",
              Effect.RESTART);
      case USER -> atStart(option, ValueType.name("USER[:GROUP]", "USER or USER:GROUP"), "");
    };
  }

  /** Where the file has what an option says that has no key in [switch]. */
  static Optional<String> elsewhere(SwitchOption option) {
    return switch (option) {
      case TAP -> Optional.of("[tap NAME]");
      case MAC_LIMIT -> Optional.of(LayoutKey.MAC_LIMIT.key().name());
      case FLOOD_LIMIT -> Optional.of(LayoutKey.FLOOD_LIMIT.key().name());
      case BPDU_GUARD -> Optional.of(LayoutKey.BPDU_GUARD.key().name());
      case ISOLATED -> Optional.of(LayoutKey.ISOLATED.key().name());
      default -> Optional.empty();
    };
  }

  private static ValueType powerOfTwo(int max) {
    return new ValueType(
        "N",
        "a power of 2 up to " + max,
        value ->
            ValueType.number(1, max)
                .read(value)
                .filter(number -> Integer.bitCount(Integer.parseInt(number)) == 1));
  }

  private static Optional<ConfigKey> atStart(SwitchOption option, ValueType type, String initial) {
    return key(option, type, "", initial, Effect.RESTART);
  }

  private static Optional<ConfigKey> key(
      SwitchOption option, ValueType type, String unit, String initial, Effect effect) {
    return Optional.of(
        new ConfigKey(
            ConfigSection.SWITCH, name(option), type, unit, initial, effect, option.sentence()));
  }
}
