package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.settings.SocketName;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.PinnedDirectory;
import io.vnetctl.vde.SocketProbe;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The files of a switch, in directories where others may write as well: nothing is followed,
 * nothing that somebody else owns is touched, and nothing that is in use is removed (spec vnetctl,
 * chapters 11.5 and 11.6). The caller may be root, working for the owner.
 *
 * @param ownerUid whose switch it is
 * @param ownersOnly whether root works for somebody who may do this alone: what is root's is not
 *     his then. Else it may be what is left of a switch that ran as root.
 */
record SwitchFiles(SwitchPaths paths, int ownerUid, boolean ownersOnly) {
  private static final String CTL = "ctl";
  private static final int SET_GID = 02000;
  private static final int OTHERS = 07;

  /**
   * Makes sure that the names are free or the owner's.
   *
   * @throws CallException status 1 if something else is there (R119)
   */
  void check() throws CallException {
    try {
      requireTrustedParents(paths.qemuSock(), "-s");
      requireTrustedParents(paths.qemuMgmt(), "-S");
      Optional<FileStatus> directory = UnixFiles.status(paths.qemuSock());
      if (directory.isPresent()) {
        refuse(paths.qemuSock(), directory.get(), directory.get().isDirectory(), "directory", "-s");
      }
      Optional<FileStatus> console = UnixFiles.status(paths.qemuMgmt());
      if (console.isPresent()) {
        refuse(paths.qemuMgmt(), console.get(), console.get().isSocket(), "socket", "-S");
      }
    } catch (IOException e) {
      throw CallException.failed(e.getMessage(), e);
    }
  }

  /** A link of somebody else's leads where somebody else wants it to. */
  private void requireTrustedParents(Path path, String option) throws CallException, IOException {
    for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
      Optional<FileStatus> status = UnixFiles.status(parent);
      boolean roots = status.filter(found -> found.uid() == 0).isPresent();
      if (!roots && status.filter(FileStatus::isSymbolicLink).isPresent()) {
        refuse(parent, status.get(), true, "directory", option);
      }
    }
  }

  private void refuse(Path path, FileStatus status, boolean right, String kind, String option)
      throws CallException {
    if (!right) {
      throw CallException.failed(
          "%s is %s, not a %s; remove it or name another with %s"
              .formatted(
                  path, status.isSymbolicLink() ? "a symbolic link" : "there", kind, option));
    }
    if (!belongsHere(status)) {
      throw CallException.failed(
          "%s belongs to uid %s, not to uid %s; remove it or name another with %s"
              .formatted(
                  path,
                  Integer.toUnsignedString(status.uid()),
                  Integer.toUnsignedString(ownerUid),
                  option));
    }
  }

  /**
   * Makes sure that the directory, if there is one, is a switch's. One that others use for other
   * things, as /etc, would be closed to them; one that a switch has left is closed already.
   *
   * @throws CallException status 1 if it is not
   */
  void checkDirectory() throws CallException, IOException {
    Optional<FileStatus> status = UnixFiles.status(paths.qemuSock());
    boolean isOpen = status.filter(found -> (found.permissions() & OTHERS) != 0).isPresent();
    Optional<PinnedDirectory> found =
        isOpen ? PinnedDirectory.open(paths.qemuSock()) : Optional.empty();
    if (found.isPresent()) {
      try (PinnedDirectory directory = found.get()) {
        Optional<String> other =
            directory.names().stream().filter(name -> !isSocketName(name)).findFirst();
        if (other.isPresent()) {
          throw CallException.failed(
              "%s is open to others and holds what is no switch's, such as %s; name a directory that is not there with -s"
                  .formatted(paths.qemuSock(), other.get()));
        }
      }
    }
  }

  private boolean belongsHere(FileStatus status) {
    return mayBeOf(status.uid());
  }

  /** Whether a file or a process of this user may be the switch's. */
  boolean mayBeOf(int uid) {
    return uid == ownerUid || uid == 0 && !ownersOnly;
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

  private static boolean isSocketName(String name) {
    return name.equals(CTL) || SocketName.isPort(name) || SocketName.isClient(name);
  }

  /** What old clients bind beside the directory (spec vnetctl, chapter 4.8). */
  private boolean isSibling(String name) {
    String directory = paths.qemuSock().getFileName().toString();
    return name.startsWith(directory)
        && name.lastIndexOf('.') == directory.length()
        && SocketName.endsInClient(name);
  }

  /**
   * Removes every socket that nobody answers, those of clients that have gone, and the directory
   * when it is empty then. What is in use stays, and so does what is no socket.
   *
   * @param removed takes the path of each file that is gone
   * @param warnings takes a line for what had to stay though nobody uses it
   */
  void removeDead(Consumer<Path> removed, Consumer<String> warnings) throws IOException {
    removeDeadInDirectory(removed, warnings);
    Path sock = paths.qemuSock();
    try (PinnedDirectory base = parent(sock)) {
      for (String name : base.names()) {
        if (isSibling(name)) {
          removeDead(base, name, sock.resolveSibling(name), removed);
        }
      }
    }
    try (PinnedDirectory base = parent(paths.qemuMgmt())) {
      removeDead(base, paths.qemuMgmt().getFileName().toString(), paths.qemuMgmt(), removed);
    }
  }

  private void removeDeadInDirectory(Consumer<Path> removed, Consumer<String> warnings)
      throws IOException {
    Path sock = paths.qemuSock();
    Optional<PinnedDirectory> found = PinnedDirectory.open(sock);
    if (found.isEmpty()) {
      return;
    }
    try (PinnedDirectory directory = found.get()) {
      if (!belongsHere(directory.status())) {
        return;
      }
      for (String name : directory.names()) {
        if (isSocketName(name)) {
          removeDead(directory, name, sock.resolve(name), removed);
        }
      }
      List<String> rest = directory.names();
      if (rest.isEmpty()) {
        removeDirectory(sock, directory.status(), removed);
      } else {
        warnings.accept(
            "%s stays, because it holds what is no socket or is in use: %s; remove it by hand"
                .formatted(sock, String.join(", ", rest)));
      }
    }
  }

  private void removeDead(PinnedDirectory directory, String name, Path path, Consumer<Path> removed)
      throws IOException {
    Optional<FileStatus> status = directory.status(name);
    if (status.isPresent()
        && status.get().isSocket()
        && belongsHere(status.get())
        && isDangling(directory.entry(name))) {
      Files.deleteIfExists(directory.entry(name));
      removed.accept(path);
    }
  }

  /** Streams answer a datagram's connection, and the other way round, with EPROTOTYPE: in use. */
  private static boolean isDangling(Path socket) {
    return SocketProbe.stream(socket) == SocketProbe.State.DANGLING
        && SocketProbe.datagram(socket) == SocketProbe.State.DANGLING;
  }

  private static void removeDirectory(Path sock, FileStatus seen, Consumer<Path> removed)
      throws IOException {
    try (PinnedDirectory base = parent(sock)) {
      String name = sock.getFileName().toString();
      if (base.status(name).filter(seen::isSameFile).isPresent()) {
        Files.delete(base.entry(name));
        removed.accept(sock);
      }
    } catch (DirectoryNotEmptyException e) {
      // somebody has put something there meanwhile
    }
  }

  private static PinnedDirectory parent(Path path) throws IOException {
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

  /**
   * Closes the files to everybody but their owner, and sets the set-group-ID bit where that is
   * asked for (spec vnetctl, chapter 4.3.4). They are the owner's: what is root's may be something
   * else altogether, to which the owner has had the path lead meanwhile.
   */
  void restrict(boolean setGroupId) throws IOException {
    int extra = setGroupId ? SET_GID : 0;
    try (PinnedDirectory directory =
        PinnedDirectory.open(paths.qemuSock())
            .orElseThrow(() -> new IOException(paths.qemuSock() + " is not there"))) {
      requireOwn(paths.qemuSock(), directory.status());
      directory.chmod(0700 | extra);
      chmodSocket(directory, CTL, 0600 | extra);
    }
    try (PinnedDirectory base = parent(paths.qemuMgmt())) {
      chmodSocket(base, paths.qemuMgmt().getFileName().toString(), 0600 | extra);
    }
  }

  private void chmodSocket(PinnedDirectory directory, String name, int mode) throws IOException {
    FileStatus status =
        directory.status(name).orElseThrow(() -> new IOException(name + " is not there"));
    if (!status.isSocket()) {
      throw new IOException(name + " is not a socket");
    }
    requireOwn(Path.of(name), status);
    UnixFiles.chmod(directory.entry(name), mode);
  }

  private void requireOwn(Path path, FileStatus status) throws IOException {
    if (status.uid() != ownerUid) {
      throw new IOException(path + " belongs to uid " + Integer.toUnsignedString(status.uid()));
    }
  }
}
