package io.vnetctl.vde.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a switch's clients register, as {@code ds/showinfo} says it (VDE console, 3). */
public final class ControlDirectoryLine {
  private static final String KEY = "ctl dir ";

  private ControlDirectoryLine() {}

  /**
   * The directory.
   *
   * @param data of the answer
   * @return empty if the switch does not say, or in a way that means nothing elsewhere
   */
  public static Optional<Path> parse(List<String> data) {
    return data.stream()
        .filter(line -> line.startsWith(KEY + "/"))
        .map(line -> Path.of(line.substring(KEY.length()).strip()))
        .findFirst();
  }
}
