package io.vnetctl.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Writes a whole configuration as a file has it, without comments. */
public final class ConfigPrinter {
  private final List<String> lines = new ArrayList<>();

  private ConfigPrinter() {}

  /**
   * The lines of a file.
   *
   * @param given values of keys of [switch] that count from the start on, by key
   * @param taps and their ports; empty: the first that was free
   */
  public static List<String> lines(
      Map<String, String> given, Map<String, OptionalInt> taps, LayoutText layout) {
    ConfigPrinter printer = new ConfigPrinter();
    Map<String, String> ofSwitch = new LinkedHashMap<>(given);
    ofSwitch.putAll(unusual(layout.wants(new LayoutText.Id(ConfigSection.SWITCH, ""))));
    printer.section(new LayoutText.Id(ConfigSection.SWITCH, ""), ofSwitch);
    taps.forEach(
        (name, port) ->
            printer.section(
                new LayoutText.Id(ConfigSection.TAP, name),
                port.isPresent()
                    ? Map.of(LayoutKey.TAP_PORT.text(), "" + port.getAsInt())
                    : Map.of()));
    layout.sections().forEach(it -> printer.section(it, unusual(layout.wants(it))));
    return printer.lines;
  }

  /** What has to be written, since it would be different otherwise. */
  static Map<String, String> unusual(Map<String, LayoutText.Want> wants) {
    Map<String, String> unusual = new LinkedHashMap<>();
    wants.forEach(
        (key, want) -> {
          if (!want.isUsual()) {
            unusual.put(key, want.value());
          }
        });
    return unusual;
  }

  private void section(LayoutText.Id section, Map<String, String> values) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.addAll(sectionLines(section, values));
  }

  static List<String> sectionLines(LayoutText.Id section, Map<String, String> values) {
    List<String> written = new ArrayList<>(List.of(section.toString()));
    values.forEach((key, value) -> written.add(assignment(key, value)));
    return written;
  }

  static String assignment(String key, String value) {
    return key + " = " + value;
  }
}
