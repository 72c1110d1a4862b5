package io.vnetctl.vde;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The directory of a switch: {@code ctl}, where clients register, and a data socket {@code PORT.ID}
 * for each of them. Changes nothing that another switch or user owns.
 *
 * <p>Source: spec vde-dataplane, chapter 1.
 */
public final class ControlDirectory {
  /** What {@code sockaddr_un} holds, with the NUL that clients expect at the end. */
  private static final int MAX_SOCKET_PATH = ListeningSocket.MAX_PATH;

  /** Room for the name of a client's own socket: {@code /.PID-SERIAL}. */
  private static final int CLIENT_NAME_BYTES = 15;

  /** Of its path. */
  public static final int MAX_BYTES = MAX_SOCKET_PATH - CLIENT_NAME_BYTES;

  private static final String CTL = "ctl";

  private static final Pattern DATA_SOCKET = Pattern.compile("\\d{3,}\\.\\d+");

  private final Path path;
  private final Modes modes;
  private final boolean given;

  /**
   * Modes and group of directory and sockets.
   *
   * @param socketMode of ctl and of data sockets, 9 permission bits
   * @param directoryMode 12 permission bits
   * @param gid group of directory, ctl and data sockets; empty leaves them as they come
   */
  public record Modes(int socketMode, int directoryMode, OptionalInt gid) {}

  private ControlDirectory(Path path, Modes modes, boolean given) {
    this.path = path;
    this.modes = modes;
    this.given = given;
  }

  /**
   * Makes the directory, or takes an existing one of the caller that no switch uses. Sockets of
   * clients of a switch that was killed are removed.
   *
   * @throws IOException what is wrong and what to do; nothing has changed then
   */
  public static ControlDirectory open(Path wanted, Modes modes) throws IOException {
    boolean created = makeDirectory(wanted);
    try {
      Path real = resolve(wanted);
      checkLength(real);
      ControlDirectory directory = new ControlDirectory(real, modes, false);
      try (PinnedDirectory pinned =
          PinnedDirectory.open(real).orElseThrow(() -> exchanged(wanted))) {
        directory.prepare(pinned);
      }
      return directory;
    } catch (IOException | RuntimeException e) {
      if (created) {
        removeMade(wanted);
      }
      throw e;
    }
  }

  /**
   * A directory in which somebody else, such as a socket unit, has made {@code ctl} for the switch:
   * it stays as it is, and is not removed. Sockets of clients of a switch that was killed are.
   *
   * @throws IOException what is wrong and what to do
   */
  public static ControlDirectory given(Path wanted, Modes modes) throws IOException {
    Path real = resolve(wanted);
    checkLength(real);
    ControlDirectory directory = new ControlDirectory(real, modes, true);
    try (PinnedDirectory pinned = PinnedDirectory.open(real).orElseThrow(() -> exchanged(wanted))) {
      int owner = pinned.status().uid();
      if (owner != 0) {
        directory.checkOwner(owner);
      }
      removeStaleDataSockets(pinned);
    }
    return directory;
  }

  /**
   * The directory of a switch in whose place this one goes on: nothing is looked at or changed.
   *
   * @param given as of {@link #given}
   */
  public static ControlDirectory adopt(Path real, Modes modes, boolean given) {
    return new ControlDirectory(real, modes, given);
  }

  /** Whether {@code ctl} was made by somebody else. */
  boolean isGiven() {
    return given;
  }

  private static boolean makeDirectory(Path wanted) throws IOException {
    try {
      Files.createDirectory(
          wanted,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return true;
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(wanted)) {
        throw new IOException(
            wanted + ": Not a directory; choose another name for the control directory", e);
      }
      return false;
    } catch (NoSuchFileException e) {
      throw new IOException(
          wanted + ": No such file or directory; make the directory above it first", e);
    } catch (AccessDeniedException e) {
      throw new IOException(
          wanted + ": Permission denied; choose a control directory where you may write", e);
    } catch (FileSystemException e) {
      throw new IOException(
          "cannot make the control directory " + wanted + ": " + e.getReason(), e);
    }
  }

  /** What another user has put in its place stays. */
  private static void removeMade(Path made) throws IOException {
    int caller = Identity.effectiveUid();
    if (UnixFiles.status(made).filter(it -> it.isDirectory() && it.uid() == caller).isPresent()) {
      Files.deleteIfExists(made);
    }
  }

  /**
   * The directory itself. The default lies in /tmp, where anyone may have put a link to a directory
   * of the caller's first, to have its mode changed: a link counts only if it is the caller's or
   * root's, and no link may take the place of what was looked at.
   */
  private static Path resolve(Path wanted) throws IOException {
    FileStatus named = UnixFiles.status(wanted).orElseThrow(() -> exchanged(wanted));
    Path real = wanted.toRealPath();
    if (!named.isSymbolicLink()) {
      FileStatus found = UnixFiles.status(real).orElseThrow(() -> exchanged(wanted));
      if (!found.isSameFile(named)) {
        throw exchanged(wanted);
      }
    } else if (named.uid() != 0 && named.uid() != Identity.effectiveUid()) {
      throw new IOException(
          wanted
              + ": is a link made by uid "
              + Integer.toUnsignedString(named.uid())
              + ", not by you; choose another control directory, or name the one it leads to");
    }
    return real;
  }

  private static IOException exchanged(Path wanted) {
    return new IOException(
        wanted + ": was exchanged while it was opened; choose another control directory");
  }

  private static void checkLength(Path real) throws IOException {
    int length = real.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_BYTES) {
      throw new IOException(
          real
              + ": File name too long ("
              + length
              + " bytes, sockets in it leave room for "
              + MAX_BYTES
              + "); choose a shorter control directory");
    }
  }

  /** Whoever may exchange the directory or one above it has nothing else changed in its place. */
  private void prepare(PinnedDirectory pinned) throws IOException {
    checkOwner(pinned.status().uid());
    ListeningSocket.removeDead(ctl(), pinned.entry(CTL));
    if (modes.gid().isPresent()) {
      pinned.setGroup(modes.gid().getAsInt());
    }
    pinned.chmod(modes.directoryMode());
    removeStaleDataSockets(pinned);
  }

  private void checkOwner(int owner) throws IOException {
    int caller = Identity.effectiveUid();
    if (owner != caller) {
      throw new IOException(
          path
              + ": belongs to uid "
              + Integer.toUnsignedString(owner)
              + ", not to you (uid "
              + Integer.toUnsignedString(caller)
              + "); choose another control directory, or run as that user");
    }
  }

  private static void removeStaleDataSockets(PinnedDirectory pinned) throws IOException {
    for (String name : pinned.names()) {
      Path file = pinned.entry(name);
      if (DATA_SOCKET.matcher(name).matches() && isSocket(file) && !isOpen(file)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isSocket(Path file) throws IOException {
    return UnixFiles.status(file).filter(FileStatus::isSocket).isPresent();
  }

  /** Whether a datagram socket of this name is open. */
  private static boolean isOpen(Path socket) throws IOException {
    Socket probe = Socket.newSocketDomainDgram();
    try {
      probe.connect(new DomainSocketAddress(socket.toString()));
      return true;
    } catch (ConnectException refused) {
      return false;
    } finally {
      probe.close();
    }
  }

  /** The resolved, absolute path. */
  public Path path() {
    return path;
  }

  /** Modes and group. */
  public Modes modes() {
    return modes;
  }

  /** The socket where clients register. */
  Path ctl() {
    return path.resolve(CTL);
  }

  /** Name of a data socket: the port with three digits at least, and the endpoint's number. */
  Path dataSocket(int port, int id) {
    return path.resolve("%03d.%d".formatted(port, id));
  }

  /** Removes the directory if it is empty and not given: files of others keep it. */
  public void close() {
    if (given) {
      return;
    }
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Not empty, or not ours to remove.
    }
  }
}
