package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where journals and locks are: {@code /run/ctys-vnetctl} for root, {@code
 * $XDG_RUNTIME_DIR/ctys-vnetctl} for others, and for those without one a directory in the socket
 * base (spec vnetctl, chapter 11.2). Nobody but its owner reads or writes there; what is in it is
 * gone with a reboot, as the devices are that it tells of.
 *
 * @param path an existing directory of the caller's
 */
record StateDirectory(Path path) {
  private static final String NAME = "ctys-vnetctl";
  private static final int OTHERS = 077;

  /** Bytes of a digest that name a switch: enough that no two meet. */
  private static final int NAME_BYTES = 8;

  /**
   * Makes the directory or takes the one that is there.
   *
   * @throws CallException status 2 if there is no place for it, 1 if somebody else has taken its
   *     name
   */
  static StateDirectory open(Caller caller, Path socketBase) throws CallException {
    IOException reason = null;
    for (Path candidate : candidates(caller, socketBase)) {
      try {
        return new StateDirectory(claim(candidate, caller.uid()));
      } catch (AccessDeniedException | NoSuchFileException e) {
        reason = e;
      } catch (IOException e) {
        // A full disk is no reason to forget the journals that are there.
        reason = e;
        break;
      }
    }
    throw CallException.missing(
        "no directory for the state of switches: "
            + reason.getMessage()
            + "; set XDG_RUNTIME_DIR to a directory of yours",
        reason);
  }

  /** The one that {@link #open} would take, if it is there already. */
  static Optional<StateDirectory> present(Caller caller, Path socketBase) {
    return candidates(caller, socketBase).stream()
        .filter(Files::isReadable)
        .filter(candidate -> isOwn(candidate, caller.uid()))
        .findFirst()
        .map(StateDirectory::new);
  }

  /** In the order in which they are tried: in a user namespace root may not write to /run. */
  private static List<Path> candidates(Caller caller, Path socketBase) {
    List<Path> candidates = new ArrayList<>();
    if (caller.uid() == 0) {
      candidates.add(Path.of("/run", NAME));
    }
    String runtime = caller.environment().getOrDefault("XDG_RUNTIME_DIR", "");
    if (runtime.startsWith("/")) {
      candidates.add(Path.of(runtime, NAME));
    }
    candidates.add(socketBase.resolve("." + NAME + "." + Integer.toUnsignedString(caller.uid())));
    return candidates;
  }

  /** Nobody but its owner may have put anything into it. */
  private static Path claim(Path directory, int uid) throws IOException, CallException {
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      FileStatus status =
          UnixFiles.status(directory).orElseThrow(() -> new IOException(directory + " vanished"));
      if (!isOwn(status, uid) && !Files.isWritable(directory.getParent())) {
        // Not ours and no trap for us: that of root outside of this user namespace.
        throw new AccessDeniedException(directory.toString());
      }
      if (!isOwn(status, uid)) {
        throw CallException.failed(
            directory
                + " is not a directory that belongs to you alone; remove it, it holds the state of"
                + " switches");
      }
    }
    return directory;
  }

  /** What others have put there is not believed, not even to be shown. */
  private static boolean isOwn(Path directory, int uid) {
    try {
      return UnixFiles.status(directory).filter(status -> isOwn(status, uid)).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isOwn(FileStatus status, int uid) {
    return status.isDirectory() && status.uid() == uid && (status.permissions() & OTHERS) == 0;
  }

  /** A file of this call alone; what is left of it is removed by a later one. */
  Path unfinished(String what) {
    return path.resolve(StateFile.UNFINISHED + what + "." + ProcessHandle.current().pid());
  }

  /** The file that tells of a switch, by its control directory. */
  Path journal(Path qemuSock) {
    return path.resolve("switch." + digest(qemuSock));
  }

  /** The file that tells of a bridge that was made here, in one network of perhaps several. */
  BridgeRecord bridge(NetworkNamespace network, String name) {
    return BridgeRecord.at(path.resolve(bridgePrefix(network) + name));
  }

  private static String bridgePrefix(NetworkNamespace network) {
    return "bridge." + network.number() + ".";
  }

  /** What calls that change something hold one after another. */
  Path lock() {
    return path.resolve("lock");
  }

  /** Removes what a call left that was killed while it wrote; to be called under the lock. */
  void removeUnfinished() throws IOException {
    try (var files = Files.newDirectoryStream(path, StateFile.UNFINISHED + "*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The files that tell of switches. */
  List<Path> journals() throws IOException {
    try (var files = Files.list(path)) {
      return files.filter(file -> file.getFileName().toString().matches("switch\\.\\w+")).toList();
    }
  }

  /** The files that tell of bridges which were made here in a network. */
  List<BridgeRecord> bridges(NetworkNamespace network) throws IOException {
    try (var files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(bridgePrefix(network)))
          .sorted()
          .map(BridgeRecord::at)
          .toList();
    }
  }

  private static String digest(Path qemuSock) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(real(qemuSock).toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The same directory has one name, whatever links lead to it. */
  private static Path real(Path qemuSock) {
    try {
      return qemuSock.getParent().toRealPath().resolve(qemuSock.getFileName());
    } catch (IOException absent) {
      return qemuSock.normalize();
    }
  }
}
