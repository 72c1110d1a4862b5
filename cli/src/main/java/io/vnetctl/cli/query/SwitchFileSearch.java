package io.vnetctl.cli.query;

import io.vnetctl.cli.query.SwitchFile.Kind;
import io.vnetctl.cli.settings.SocketName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds the files of switches (spec vnetctl, chapters 4.8 and 11.6). Only looks, follows no link,
 * and passes over what the caller may not see.
 */
final class SwitchFileSearch {
  /** Where clients put their end if they may not write to the control directory. */
  private static final List<Path> SHARED_PLACES =
      List.of(Path.of("/var/run"), Path.of("/var/tmp"), Path.of("/tmp"));

  private static final String SHARED_PREFIX = "vde.";

  private final Path folder;
  private final String prefix;
  private final Optional<String> only;
  private final List<Path> elsewhere;

  /**
   * The switches of all users whose control directories differ from this one by the user's name at
   * its end, or that of one user alone.
   *
   * @param qemuSock control directory, of the caller or else of the one user
   * @param caller name of the user that calls
   * @param only the one user, if there is one
   * @param elsewhere further control directories, whatever they are called
   */
  SwitchFileSearch(Path qemuSock, String caller, Optional<String> only, List<Path> elsewhere) {
    String name = qemuSock.getFileName().toString();
    this.folder = qemuSock.getParent();
    this.prefix =
        only.isEmpty() && name.endsWith(caller)
            ? name.substring(0, name.length() - caller.length())
            : name;
    this.only = only;
    this.elsewhere = elsewhere.stream().filter(path -> !isBase(path)).sorted().toList();
  }

  private boolean isBase(Path path) {
    return folder.equals(path.getParent()) && isBase(path.getFileName().toString());
  }

  /** Their names are their paths: the last part alone says nothing. */
  private List<SwitchFile> basesElsewhere() {
    List<SwitchFile> found = new ArrayList<>();
    for (Path path : elsewhere) {
      SwitchFile.at(path, path.toString(), Kind.BASE)
          .filter(file -> only.isEmpty() || file.user().equals(only.get()))
          .ifPresent(found::add);
    }
    return found;
  }

  /** Control directories, by name. */
  List<SwitchFile> bases() {
    List<SwitchFile> found = new ArrayList<>();
    for (String name : names(folder)) {
      if (isBase(name)) {
        SwitchFile.at(folder.resolve(name), name, Kind.BASE).ifPresent(found::add);
      }
    }
    found.addAll(basesElsewhere());
    return found;
  }

  /** Each control directory, the sockets in it and beside it; then those in shared places. */
  List<SwitchFile> all() {
    List<SwitchFile> found = new ArrayList<>();
    for (String name : names(folder)) {
      Path path = folder.resolve(name);
      if (isBase(name)) {
        SwitchFile.at(path, name, Kind.BASE).ifPresent(base -> addWithSockets(base, found));
      } else if (isSibling(name)) {
        SwitchFile.at(path, name, Kind.CLIENT).ifPresent(found::add);
      }
    }
    basesElsewhere().forEach(base -> addWithSockets(base, found));
    for (Path place : SHARED_PLACES) {
      addShared(place, found);
    }
    return found;
  }

  private boolean isBase(String name) {
    return only.isPresent()
        ? name.equals(prefix)
        : name.startsWith(prefix) && !SocketName.endsInClient(name);
  }

  private boolean isSibling(String name) {
    return SocketName.endsInClient(name)
        && (only.isPresent()
            ? name.startsWith(prefix + ".") && name.lastIndexOf('.') == prefix.length()
            : name.startsWith(prefix));
  }

  private static void addWithSockets(SwitchFile base, List<SwitchFile> found) {
    found.add(base);
    if (!base.isDirectory()) {
      return;
    }
    for (String name : names(base.path())) {
      boolean port = SocketName.isPort(name);
      if (port || SocketName.isClient(name)) {
        SwitchFile.at(
                base.path().resolve(name), base.name() + "/" + name, port ? Kind.PORT : Kind.CLIENT)
            .ifPresent(found::add);
      }
    }
  }

  private void addShared(Path place, List<SwitchFile> found) {
    for (String name : names(place)) {
      if (name.startsWith(SHARED_PREFIX)
          && name.indexOf('.', SHARED_PREFIX.length()) < 0
          && SocketName.endsInClient(name)) {
        SwitchFile.at(place.resolve(name), name, Kind.CLIENT)
            .filter(file -> only.isEmpty() || file.user().equals(only.get()))
            .ifPresent(found::add);
      }
    }
  }

  /** Sorted; none if the folder is not there or not for the caller. */
  private static List<String> names(Path folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        names.add(file.getFileName().toString());
      }
    } catch (IOException | DirectoryIteratorException hidden) {
      // Whoever may not see it has no switches there.
    }
    Collections.sort(names);
    return names;
  }
}
