package io.vnetctl.cli.config;

import io.vnetctl.cli.getopt.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a configuration file against the table of its keys. Strict: what is not known, wrong or
 * given twice is a problem, and all problems are found. For one file, one thread.
 */
public final class ConfigReader {
  /** Room for every VLAN and thousands of ports; a switch reads it between two frames. */
  public static final int MAX_BYTES = 1 << 18;

  /** Names of interfaces have as many bytes at most (IFNAMSIZ without the NUL). */
  private static final int MAX_TAP_NAME = 15;

  /** Characters of a word that messages repeat. */
  private static final int MAX_SHOWN = 64;

  private final List<ConfigKey> keys;
  private final List<ConfigProblem> problems;
  private final Map<String, Integer> headers = new HashMap<>();
  private final List<ConfigSettings.Section> sections = new ArrayList<>();

  /**
   * @param keys the table
   * @param problems takes what is found wrong
   */
  public ConfigReader(List<ConfigKey> keys, List<ConfigProblem> problems) {
    this.keys = List.copyOf(keys);
    this.problems = problems;
  }

  /** Reads the text; what is wrong is left out of what it gives. */
  public ConfigSettings read(String text) {
    ConfigText lines = ConfigText.parse(text);
    problems.addAll(lines.problems());
    Optional<ConfigSettings.Section> section = Optional.empty();
    boolean inUnknown = false;
    Map<String, Integer> assigned = new HashMap<>();
    Map<String, ConfigSettings.Setting> settings = new LinkedHashMap<>();
    for (ConfigText.Line line : lines.lines()) {
      if (problems.size() >= ConfigProblem.MAX_PROBLEMS) {
        break;
      }
      switch (line) {
        case ConfigText.Line.Other _ -> {}
        case ConfigText.Line.Header header -> {
          close(section, settings);
          assigned.clear();
          section = section(header);
          inUnknown = section.isEmpty();
        }
        case ConfigText.Line.Assignment assignment -> {
          if (section.isPresent()) {
            assign(section.get(), assignment, assigned, settings);
          } else if (!inUnknown) {
            problem(assignment, "stands before the first section; [switch] is missing above it");
          }
        }
      }
    }
    close(section, settings);
    return new ConfigSettings(sections);
  }

  private void close(
      Optional<ConfigSettings.Section> section, Map<String, ConfigSettings.Setting> settings) {
    section.ifPresent(
        it ->
            sections.add(
                new ConfigSettings.Section(it.kind(), it.argument(), it.line(), settings)));
    settings.clear();
  }

  private Optional<ConfigSettings.Section> section(ConfigText.Line.Header header) {
    Optional<ConfigSection> kind = ConfigSection.of(header.word());
    if (kind.isEmpty()) {
      problem(
          header,
          "unknown section [%s]%s"
              .formatted(shown(header.word()), suggestion(header.word(), ConfigSection.words())));
      return Optional.empty();
    }
    Optional<String> argument = argument(kind.get(), header.argument());
    if (argument.isEmpty()) {
      problem(header, need(kind.get()));
      return Optional.empty();
    }
    Integer earlier = headers.putIfAbsent(kind.get().header(argument.get()), header.number());
    if (earlier != null) {
      problem(
          header,
          "%s stands in line %d already; put both together"
              .formatted(kind.get().header(argument.get()), earlier));
      return Optional.empty();
    }
    return Optional.of(
        new ConfigSettings.Section(kind.get(), argument.get(), header.number(), Map.of()));
  }

  /** In its normal form; empty if it is wrong. */
  private static Optional<String> argument(ConfigSection kind, String argument) {
    return switch (kind) {
      case SWITCH -> Optional.of(argument).filter(String::isEmpty);
      case TAP ->
          Optional.of(argument)
              .filter(it -> !it.isEmpty() && it.indexOf('/') < 0)
              .filter(it -> it.chars().noneMatch(Character::isISOControl))
              .filter(it -> it.getBytes(StandardCharsets.UTF_8).length <= MAX_TAP_NAME);
      case VLAN -> ValueType.wholeNumber(argument, 0, Layout.LAST_VLAN).map(String::valueOf);
      case PORT ->
          argument.equals(ConfigSection.ALL)
              ? Optional.of(argument)
              : ValueType.wholeNumber(argument, 0, Layout.MAX_PORTS - 1).map(String::valueOf);
    };
  }

  private static String need(ConfigSection kind) {
    return switch (kind) {
      case SWITCH -> "[switch] has nothing after its name";
      case TAP -> "[tap NAME] needs the name of an interface, at most 15 bytes without '/'";
      case VLAN -> "[vlan N] needs a VLAN from 0 to " + Layout.LAST_VLAN;
      case PORT -> "[port N] needs a port from 0 to %d, or all".formatted(Layout.MAX_PORTS - 1);
    };
  }

  private void assign(
      ConfigSettings.Section section,
      ConfigText.Line.Assignment line,
      Map<String, Integer> assigned,
      Map<String, ConfigSettings.Setting> settings) {
    Optional<ConfigKey> key =
        keys.stream()
            .filter(it -> it.section() == section.kind() && it.name().equals(line.key()))
            .findFirst();
    if (key.isEmpty()) {
      problem(line, unknown(section, line.key()));
      return;
    }
    Integer earlier = assigned.putIfAbsent(line.key(), line.number());
    if (earlier != null) {
      problem(line, "%s stands in line %d already".formatted(line.key(), earlier));
      return;
    }
    if (isForAllPorts(section)
        && Arrays.stream(LayoutKey.values())
            .noneMatch(it -> it.isLimit() && it.text().equals(line.key()))) {
      problem(line, line.key() + " is a setting of one port; [port all] has limits only");
      return;
    }
    Optional<String> value = key.get().type().read(line.value());
    if (value.isEmpty()) {
      problem(line, wrong(key.get(), line.value()));
      return;
    }
    settings.put(line.key(), new ConfigSettings.Setting(key.get(), value.get(), line.number()));
  }

  private static boolean isForAllPorts(ConfigSettings.Section section) {
    return section.kind() == ConfigSection.PORT && section.argument().equals(ConfigSection.ALL);
  }

  private String unknown(ConfigSettings.Section section, String name) {
    Optional<ConfigKey> elsewhere = keys.stream().filter(it -> it.name().equals(name)).findFirst();
    if (elsewhere.isPresent()) {
      ConfigSection home = elsewhere.get().section();
      return "%s belongs into %s, not into %s"
          .formatted(name, home.header(home.argument()), section.kind().header(section.argument()));
    }
    List<String> names =
        keys.stream().filter(it -> it.section() == section.kind()).map(ConfigKey::name).toList();
    return "unknown key '%s' in %s%s"
        .formatted(shown(name), section.kind().header(section.argument()), suggestion(name, names));
  }

  private static String suggestion(String word, List<String> words) {
    // A line may be as long as the file; what was meant by one is none of the table.
    return word.length() > MAX_SHOWN
        ? ""
        : Spelling.nearest(word, words).map(it -> "; did you mean '" + it + "'?").orElse("");
  }

  private static String wrong(ConfigKey key, String value) {
    String hint =
        value.contains(" #") || value.contains(" ;") ? "; a comment needs a line of its own" : "";
    return "%s needs %s, not '%s'%s".formatted(key.name(), key.type().need(), shown(value), hint);
  }

  /** As much of it as a line of a terminal may show. */
  private static String shown(String text) {
    String start = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    return start.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}]", "?");
  }

  private void problem(ConfigText.Line line, String text) {
    problems.add(new ConfigProblem(line.number(), text));
  }
}
