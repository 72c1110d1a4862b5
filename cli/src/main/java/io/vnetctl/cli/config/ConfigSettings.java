package io.vnetctl.cli.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration file says, each value right by itself.
 *
 * @param sections in their order; each kind and argument once
 */
public record ConfigSettings(List<Section> sections) {
  /** Keeps its own list. */
  public ConfigSettings {
    sections = List.copyOf(sections);
  }

  /**
   * A section.
   *
   * @param argument in its normal form; empty if the kind has none
   * @param line of the header
   * @param settings by key, in their order
   */
  public record Section(
      ConfigSection kind, String argument, int line, Map<String, Setting> settings) {
    /** Keeps its own map. */
    public Section {
      settings = new LinkedHashMap<>(settings);
    }

    Optional<Setting> setting(LayoutKey key) {
      return Optional.ofNullable(settings.get(key.text()));
    }

    /** What counts: the value that is given, or the initial one. */
    String value(LayoutKey key) {
      return setting(key).map(Setting::value).orElse(key.key().initial());
    }

    int line(LayoutKey key) {
      return setting(key).map(Setting::line).orElse(line);
    }
  }

  /**
   * One assignment.
   *
   * @param value in its normal form
   */
  public record Setting(ConfigKey key, String value, int line) {}

  /** Sections of a kind, in their order. */
  public List<Section> sections(ConfigSection kind) {
    return sections.stream().filter(section -> section.kind() == kind).toList();
  }

  /** Nothing is given. */
  public static ConfigSettings none() {
    return new ConfigSettings(List.of());
  }
}
