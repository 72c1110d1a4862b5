package io.vnetctl.cli.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a {@link Layout} into the text of a file that has no problems: lines that say what is so
 * already, comments, blank lines and settings that count from the start on only stay as they are.
 * The section of a VLAN or port that is gone goes, its comments stay. What is new comes at the end
 * of its section, and new sections at the end of the file.
 */
public final class ConfigMerge {
  private final List<ConfigKey> keys;
  private final LayoutText layout;
  private final List<String> result = new ArrayList<>();
  private final Set<LayoutText.Id> seen = new HashSet<>();

  /** Of the section that is being read: what has not been written yet. */
  private Map<String, LayoutText.Want> wants = Map.of();

  /** Where what is missing in that section goes: after its last line that says something. */
  private int end;

  private boolean gone;

  private ConfigMerge(List<ConfigKey> keys, LayoutText layout) {
    this.keys = keys;
    this.layout = layout;
  }

  /**
   * The new text.
   *
   * @param keys the table
   */
  public static String merge(String text, List<ConfigKey> keys, LayoutText layout) {
    return new ConfigMerge(keys, layout).merged(ConfigText.parse(text));
  }

  private String merged(ConfigText text) {
    ConfigSection kind = ConfigSection.SWITCH;
    for (ConfigText.Line line : text.lines()) {
      switch (line) {
        case ConfigText.Line.Other other -> result.add(other.raw());
        case ConfigText.Line.Header header -> {
          endSection();
          kind = ConfigSection.of(header.word()).orElseThrow();
          begin(header, kind);
        }
        case ConfigText.Line.Assignment assignment -> assign(assignment, kind);
      }
    }
    endSection();
    addMissing();
    return result.isEmpty() ? "" : String.join("\n", result) + "\n";
  }

  private void begin(ConfigText.Line.Header header, ConfigSection kind) {
    LayoutText.Id section = new LayoutText.Id(kind, header.argument());
    seen.add(section);
    wants = new LinkedHashMap<>(layout.wants(section));
    gone = (kind == ConfigSection.VLAN || kind == ConfigSection.PORT) && wants.isEmpty();
    if (!gone) {
      result.add(header.raw());
    }
    end = result.size();
  }

  private void assign(ConfigText.Line.Assignment line, ConfigSection kind) {
    LayoutText.Want want = wants.remove(line.key());
    if (gone) {
      return;
    }
    result.add(want == null || says(line, kind, want) ? line.raw() : replaced(line, want));
    end = result.size();
  }

  private boolean says(ConfigText.Line.Assignment line, ConfigSection kind, LayoutText.Want want) {
    return keys.stream()
        .filter(key -> key.section() == kind && key.name().equals(line.key()))
        .anyMatch(key -> key.type().read(line.value()).equals(key.type().read(want.value())));
  }

  /** The same line up to the value. */
  private static String replaced(ConfigText.Line.Assignment line, LayoutText.Want want) {
    String raw = line.raw();
    int sign = raw.indexOf('=');
    int value = sign + 1;
    while (value < raw.length() && Character.isWhitespace(raw.charAt(value))) {
      value++;
    }
    return raw.substring(0, value) + want.value();
  }

  private void endSection() {
    List<String> missing = new ArrayList<>();
    ConfigPrinter.unusual(wants)
        .forEach((key, value) -> missing.add(ConfigPrinter.assignment(key, value)));
    result.addAll(end, missing);
    wants = Map.of();
  }

  private void addMissing() {
    List<LayoutText.Id> sections = new ArrayList<>(layout.sections());
    sections.addFirst(new LayoutText.Id(ConfigSection.SWITCH, ""));
    for (LayoutText.Id section : sections) {
      Map<String, String> values = ConfigPrinter.unusual(layout.wants(section));
      boolean says = section.kind() != ConfigSection.SWITCH || !values.isEmpty();
      if (!seen.contains(section) && says) {
        if (!result.isEmpty() && !result.getLast().isBlank()) {
          result.add("");
        }
        result.addAll(ConfigPrinter.sectionLines(section, values));
      }
    }
  }
}
