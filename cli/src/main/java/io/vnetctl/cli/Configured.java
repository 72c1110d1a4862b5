package io.vnetctl.cli;

import io.vnetctl.cli.config.Layout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What configuration file and options together ask for, in the words of the file.
 *
 * @param file that was read; empty: none was given
 * @param text of the file, as it was read
 * @param layout all that can change while the switch runs
 * @param fixed values of keys of [switch] that count from the start on, by key
 * @param taps ports of TAPs by name; empty: the first that is free
 */
record Configured(
    Optional<Path> file,
    String text,
    Layout layout,
    Map<String, String> fixed,
    Map<String, OptionalInt> taps) {
  /** Keeps its own maps. */
  Configured {
    fixed = new LinkedHashMap<>(fixed);
    taps = new LinkedHashMap<>(taps);
  }
}
