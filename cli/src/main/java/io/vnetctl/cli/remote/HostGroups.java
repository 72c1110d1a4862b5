package io.vnetctl.cli.remote;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Named lists of hosts: files in the folders {@code groups} and {@code macros} beside the settings
 * (spec vnetctl, chapter 15, 9). The first folder that has the name counts.
 */
final class HostGroups {
  private static final long MAX_FILE_BYTES = 1 << 20;

  private final List<Path> groups;
  private final List<Path> macros;

  HostGroups(List<Path> groups, List<Path> macros) {
    this.groups = groups;
    this.macros = macros;
  }

  static HostGroups of(Settings settings) {
    return new HostGroups(settings.folders("groups"), settings.folders("macros"));
  }

  /** Members of a group, comments taken out; empty if there is no such group. */
  Optional<String> group(String name) throws CallException {
    return members(groups, name);
  }

  /** Members of a macro, likewise. */
  Optional<String> macro(String name) throws CallException {
    return members(macros, name);
  }

  /** Where a macro of this name would be. */
  Path macroFile(String name) {
    return macros.getFirst().resolve(name);
  }

  private static Optional<String> members(List<Path> folders, String name) throws CallException {
    // A name of a host has no slash; . and .. are folders.
    for (Path folder : folders) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return Optional.of(read(file));
      }
    }
    return Optional.empty();
  }

  private static String read(Path file) throws CallException {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw CallException.failed(
            "-r: " + file + " has more than " + MAX_FILE_BYTES + " bytes; no list of hosts has");
      }
      StringBuilder members = new StringBuilder();
      new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> members.append(withoutComment(line)).append('\n'));
      return members.toString();
    } catch (IOException e) {
      throw CallException.missing(
          "-r: cannot read the list of hosts " + file + ": " + e.getMessage() + "; see its mode",
          e);
    }
  }

  private static String withoutComment(String line) {
    int hash = line.indexOf('#');
    return hash < 0 ? line : line.substring(0, hash);
  }
}
