package io.vnetctl.cli.query;

import io.vnetctl.cli.call.ProcStatus;
import io.vnetctl.cli.getopt.Spelling;
import io.vnetctl.cli.process.SwitchTitle;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The switches that run, wherever their sockets are: found by their processes. A process tells by
 * the sockets that it has open, which its owner and root may see, and by its command line. One that
 * hides both is known by a socket of its user's that is called as that of a control directory.
 *
 * @param all in the order of their control directories
 * @param untold where something listens as a switch does, and processes are hidden that would tell
 *     whether it is one
 */
public record LiveSwitches(List<LiveSwitch> all, List<Path> untold) {
  private static final String SOCKET = "socket:[";

  /** Keeps copies. */
  public LiveSwitches {
    all = List.copyOf(all);
    untold = List.copyOf(untold);
  }

  /** Those of somebody who may see every process. */
  LiveSwitches(List<LiveSwitch> all) {
    this(all, List.of());
  }

  /** Those of now. */
  public static LiveSwitches now() {
    return find(Path.of("/proc"), Listeners.now(), ProcessVisibility.isLimited());
  }

  /**
   * Those of now, if there are any whose control directory is not in a folder; else none. Looks at
   * no process where the sockets tell that already.
   */
  static LiveSwitches outside(Path folder) {
    Listeners listeners = Listeners.now();
    if (!listeners.hasControlSocketOutside(folder)) {
      return new LiveSwitches(List.of());
    }
    LiveSwitches found = find(Path.of("/proc"), listeners, ProcessVisibility.isLimited());
    return new LiveSwitches(
        found.all,
        found.untold.stream().filter(directory -> !folder.equals(directory.getParent())).toList());
  }

  /**
   * @param proc where procfs is mounted
   * @param limited whether it hides some processes
   */
  static LiveSwitches find(Path proc, Listeners listeners, boolean limited) {
    Map<Path, LiveSwitch> found = new TreeMap<>();
    Set<Integer> users = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        look(process, listeners, found, users);
      }
    } catch (IOException | DirectoryIteratorException hidden) {
      return new LiveSwitches(List.of());
    }
    Set<Path> untold = new TreeSet<>();
    for (Path socket : listeners.paths().values()) {
      if (!socket.endsWith(Listeners.CTL)) {
        continue;
      }
      Path directory = socket.getParent();
      if (users.contains(ownerOf(socket))) {
        found.putIfAbsent(
            directory, new LiveSwitch(OptionalLong.empty(), directory, Optional.empty()));
      } else if (limited) {
        untold.add(directory);
      }
    }
    untold.removeAll(found.keySet());
    return new LiveSwitches(List.copyOf(found.values()), List.copyOf(untold));
  }

  private static void look(
      Path process, Listeners listeners, Map<Path, LiveSwitch> found, Set<Integer> users) {
    try {
      SwitchTitle title = SwitchTitle.parse(Files.readAllBytes(process.resolve("cmdline")));
      if (!title.isSwitch()) {
        return;
      }
      users.add(ProcStatus.of(process).effectiveUid());
      List<Path> open = open(process, listeners);
      Optional<Path> directory =
          open.stream()
              .filter(socket -> socket.endsWith(Listeners.CTL))
              .findFirst()
              .map(Path::getParent)
              .or(title::directory);
      Optional<Path> console =
          open.stream()
              .filter(socket -> !socket.endsWith(Listeners.CTL))
              .findFirst()
              .or(title::console);
      if (directory.isPresent()) {
        long pid = Long.parseLong(process.getFileName().toString());
        LiveSwitch live = new LiveSwitch(OptionalLong.of(pid), directory.get(), console);
        // what is open counts more than what is only said, as by a process that is starting
        found.merge(directory.get(), live, (one, other) -> open.isEmpty() ? one : other);
      }
    } catch (IOException gone) {
      // it has ended meanwhile
    }
  }

  /** Where it listens; nothing if that is not for the caller to know. */
  private static List<Path> open(Path process, Listeners listeners) {
    List<Path> open = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        String target = Files.readSymbolicLink(file).toString();
        if (target.startsWith(SOCKET)) {
          String inode = target.substring(SOCKET.length(), target.length() - 1);
          Optional.ofNullable(listeners.paths().get(inode)).ifPresent(open::add);
        }
      }
    } catch (IOException | DirectoryIteratorException hidden) {
      return open;
    }
    return open;
  }

  private static int ownerOf(Path socket) {
    try {
      return (Integer) Files.getAttribute(socket, "unix:uid");
    } catch (IOException hidden) {
      return -1;
    }
  }

  /** The one of a control directory. */
  public Optional<LiveSwitch> at(Path directory) {
    return all.stream().filter(live -> live.isAt(directory)).findFirst();
  }

  /** Their control directories. */
  List<Path> directories() {
    return all.stream().map(LiveSwitch::directory).toList();
  }

  /** Their consoles, as far as they are known. */
  List<Path> consoles() {
    return all.stream().flatMap(live -> live.console().stream()).toList();
  }

  /** What was probably meant by a path: one whose last name is spelled almost the same. */
  static Optional<Path> nearest(Path wrong, Collection<Path> paths) {
    String name = Objects.toString(wrong.getFileName(), "");
    List<String> names =
        paths.stream().map(path -> Objects.toString(path.getFileName(), "")).toList();
    return Spelling.nearest(name, names)
        .flatMap(near -> paths.stream().filter(path -> path.endsWith(near)).findFirst());
  }
}
