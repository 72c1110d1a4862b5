package io.vnetctl.cli.host;

import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.PinnedDirectory;
import io.vnetctl.vde.SocketProbe;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sockets that a switch or its clients have left behind. Nothing that somebody else owns is
 * touched, and nothing that is in use is removed (spec vnetctl, chapter 11.6).
 */
record DeadSockets(SwitchFiles files) {
  /**
   * Removes every socket that nobody answers, those of clients that have gone, and the directory
   * when it is empty then. What is in use stays, and so does what is no socket.
   *
   * @param removed takes the path of each file that is gone
   * @param warnings takes a line for what had to stay though nobody uses it
   */
  void remove(Consumer<Path> removed, Consumer<String> warnings) throws IOException {
    removeInDirectory(removed, warnings);
    Path sock = files.paths().qemuSock();
    try (PinnedDirectory base = SwitchFiles.parent(sock)) {
      for (String name : base.names()) {
        if (files.isSibling(name)) {
          removeIfDead(base, name, sock.resolveSibling(name), removed);
        }
      }
    }
    try (PinnedDirectory base = SwitchFiles.parent(files.paths().qemuMgmt())) {
      removeIfDead(
          base,
          files.paths().qemuMgmt().getFileName().toString(),
          files.paths().qemuMgmt(),
          removed);
    }
  }

  private void removeInDirectory(Consumer<Path> removed, Consumer<String> warnings)
      throws IOException {
    Path sock = files.paths().qemuSock();
    Optional<PinnedDirectory> found = PinnedDirectory.open(sock);
    if (found.isEmpty()) {
      return;
    }
    try (PinnedDirectory directory = found.get()) {
      if (!files.mayBe(directory.status())) {
        return;
      }
      for (String name : directory.names()) {
        if (SwitchFiles.isSocketName(name)) {
          removeIfDead(directory, name, sock.resolve(name), removed);
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

  private void removeIfDead(
      PinnedDirectory directory, String name, Path path, Consumer<Path> removed)
      throws IOException {
    Optional<FileStatus> status = directory.status(name);
    if (status.isPresent()
        && status.get().isSocket()
        && files.mayBe(status.get())
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
    try (PinnedDirectory base = SwitchFiles.parent(sock)) {
      String name = sock.getFileName().toString();
      if (base.status(name).filter(seen::isSameFile).isPresent()) {
        Files.delete(base.entry(name));
        removed.accept(sock);
      }
    } catch (DirectoryNotEmptyException e) {
      // somebody has put something there meanwhile
    }
  }
}
