package io.vnetctl.cli.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Assignments of a configuration file of vnetctl or ctys (spec vnetctl, chapter 3): {@code
 * NAME=value}, {@code export NAME=value}, with quotes or without. The files of ctys are shell
 * scripts: nothing in them is executed, and lines that are no plain assignment do not count.
 */
final class ConfigFile {
  private static final String EXPORT = "export";

  private final Map<String, ConfigValue> values = new HashMap<>();

  private ConfigFile() {}

  /** Reads the text of a file; of a name given twice the last counts. */
  static ConfigFile parse(String text) {
    ConfigFile file = new ConfigFile();
    text.lines().forEach(file::readLine);
    return file;
  }

  /** The value of a name, not yet expanded. */
  Optional<ConfigValue> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private void readLine(String line) {
    String text = line.strip();
    if (text.startsWith(EXPORT) && text.length() > EXPORT.length()) {
      char next = text.charAt(EXPORT.length());
      text = next == ' ' || next == '\t' ? text.substring(EXPORT.length()).strip() : text;
    }
    int equals = text.indexOf('=');
    if (equals <= 0 || !isName(text.substring(0, equals))) {
      return;
    }
    String name = text.substring(0, equals);
    ConfigValue.parse(text.substring(equals + 1)).ifPresent(value -> values.put(name, value));
  }

  static boolean isName(String text) {
    if (text.isEmpty() || Character.isDigit(text.charAt(0))) {
      return false;
    }
    return text.chars().allMatch(c -> c == '_' || c < 128 && Character.isLetterOrDigit(c));
  }
}
