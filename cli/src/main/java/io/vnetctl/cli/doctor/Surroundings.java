package io.vnetctl.cli.doctor;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What checks look at: a tree of files with /proc, /sys, /dev and /run, and who calls.
 *
 * @param root mostly /
 * @param call for whose switch the check is
 * @param home folder of the program, with bin and lib
 */
record Surroundings(Path root, Call call, Caller caller, Settings settings, Path home) {
  private static final String CLASS_NET = "/sys/class/net";

  /** A file of the tree; the path is absolute. */
  Path file(String path) {
    return root.resolve(path.substring(1));
  }

  boolean exists(String path) {
    return Files.exists(file(path));
  }

  /**
   * The first line of a file; empty if there is no such file, or the kernel refuses to tell. Some
   * files of the kernel can be read in one piece only, which the buffer does.
   */
  Optional<String> line(String path) {
    try (BufferedReader reader = Files.newBufferedReader(file(path), StandardCharsets.ISO_8859_1)) {
      return Optional.ofNullable(reader.readLine()).map(String::strip);
    } catch (IOException hidden) {
      return Optional.empty();
    }
  }

  /** All lines of a file; none if it is not there, or not for the caller. */
  List<String> lines(String path) throws IOException {
    try {
      return Files.readAllLines(file(path), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException | AccessDeniedException absent) {
      return List.of();
    }
  }

  /** A whole number; empty likewise, or if it is none. */
  Optional<Long> number(String path) {
    return line(path).filter(text -> text.matches("-?[0-9]{1,18}")).map(Long::valueOf);
  }

  /** Names in a folder, sorted; none if it is not there. */
  List<String> names(String folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(file(folder))) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (IOException absent) {
      return List.of();
    }
    Collections.sort(names);
    return names;
  }

  /** An attribute of an interface (sysfs-class-net), as a path. */
  static String link(String name, String attribute) {
    return CLASS_NET + "/" + name + "/" + attribute;
  }

  /** Names of all interfaces. */
  List<String> links() {
    return names(CLASS_NET);
  }

  /** Names of all bridges. */
  List<String> bridges() {
    return links().stream().filter(name -> exists(link(name, "bridge"))).toList();
  }

  /** Names of a bridge's ports. */
  List<String> ports(String bridge) {
    return names(link(bridge, "brif"));
  }

  boolean isTap(String name) {
    return exists(link(name, "tun_flags"));
  }

  /** Interfaces that a default route of IPv4 leaves through (proc_net_route). */
  List<String> uplinks() throws IOException {
    return lines("/proc/net/route").stream()
        .map(line -> line.split("\t"))
        .filter(
            fields -> fields.length > 7 && isZero(fields[1].strip()) && isZero(fields[7].strip()))
        .map(fields -> fields[0].strip())
        .distinct()
        .toList();
  }

  private static boolean isZero(String hex) {
    return hex.equals("00000000");
  }
}
