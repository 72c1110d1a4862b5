package io.vnetctl.bench;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where figures come from.
 *
 * @param versions what the switches say about themselves, by their names
 */
record Origin(
    String command,
    String commit,
    Instant at,
    Machine machine,
    Plan plan,
    Placement placement,
    Map<String, String> versions) {

  /** A list. */
  String markdown() {
    return "* command: `%s`, commit %s, %s\n".formatted(command, commit, at)
        + machine.markdown()
        + plan.markdown()
        + "* "
        + versions.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(version -> version.getKey() + ": " + version.getValue())
            .collect(Collectors.joining("; "))
        + "\n";
  }
}
