package io.vnetctl.cli.host;

import io.vnetctl.cli.settings.SocketName;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.PinnedDirectory;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a switch: which names are theirs, and which of them are there. They are in
 * directories where others may write as well, so nothing is followed (spec vnetctl, chapters 11.5
 * and 11.6). The caller may be root, working for the owner.
 *
 * @param ownerUid whose switch it is
 * @param ownersOnly whether root works for somebody who may do this alone: what is root's is not
 *     his then. Else it may be what is left of a switch that ran as root.
 */
record SwitchFiles(SwitchPaths paths, int ownerUid, boolean ownersOnly) {
  /** Where clients register, in the control directory. */
  static final String CTL = "ctl";

  /** Whether a file or a process of this user may be the switch's. */
  boolean mayBeOf(int uid) {
    return uid == ownerUid || uid == 0 && !ownersOnly;
  }

  /** Whether a file is one of those that {@link #mayBeOf}. */
  boolean mayBe(FileStatus status) {
    return mayBeOf(status.uid());
  }

  /**
   * The files that there are: the directory, the sockets in it and beside it, the console. Those of
   * clients are among them, which stay as long as the clients do.
   */
  List<Path> present() throws IOException {
    List<Path> present = new ArrayList<>();
    Optional<PinnedDirectory> found = PinnedDirectory.open(paths.qemuSock());
    if (found.isPresent()) {
      try (PinnedDirectory directory = found.get()) {
        directory.names().stream()
            .filter(SwitchFiles::isSocketName)
            .map(paths.qemuSock()::resolve)
            .forEach(present::add);
      }
      present.add(paths.qemuSock());
    }
    try (PinnedDirectory base = parent(paths.qemuSock())) {
      base.names().stream()
          .filter(this::isSibling)
          .map(paths.qemuSock()::resolveSibling)
          .forEach(present::add);
    }
    if (UnixFiles.status(paths.qemuMgmt()).isPresent()) {
      present.add(paths.qemuMgmt());
    }
    return present;
  }

  /**
   * Whether there are any of them; the directory itself need not be open to the caller.
   *
   * @throws IOException in a line for the user, if there is no place for them
   */
  boolean arePresent() throws IOException {
    try (PinnedDirectory base = parent(paths.qemuSock());
        PinnedDirectory _ = parent(paths.qemuMgmt())) {
      return UnixFiles.status(paths.qemuSock()).isPresent()
          || UnixFiles.status(paths.qemuMgmt()).isPresent()
          || base.names().stream().anyMatch(this::isSibling);
    }
  }

  /** Whether a switch or a client has sockets of that name in the control directory. */
  static boolean isSocketName(String name) {
    return name.equals(CTL) || SocketName.isPort(name) || SocketName.isClient(name);
  }

  /** What old clients bind beside the directory (spec vnetctl, chapter 4.8). */
  boolean isSibling(String name) {
    String directory = paths.qemuSock().getFileName().toString();
    return name.startsWith(directory)
        && name.lastIndexOf('.') == directory.length()
        && SocketName.endsInClient(name);
  }

  /**
   * The directory that a path is in, held open; it may be reached by links.
   *
   * @throws IOException in a line for the user, if there is none
   */
  static PinnedDirectory parent(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    try {
      return PinnedDirectory.open(parent.toRealPath())
          .orElseThrow(() -> new IOException(parent + " is not a directory"));
    } catch (NoSuchFileException e) {
      throw new IOException(
          "there is no directory %s, where %s would be; make it, or name another path"
              .formatted(parent, path),
          e);
    }
  }
}
