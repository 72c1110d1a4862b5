package io.vnetctl.cli.query;

import io.vnetctl.vde.SocketProbe;
import io.vnetctl.vde.SocketProbe.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.function.Supplier;

/** Whether somebody is behind a file of a switch (spec vnetctl, chapter 11.6). */
final class FileState {
  private final Supplier<BoundSockets> read;
  private BoundSockets bound;

  /**
   * @param read reads the table of open sockets, once and only if it is needed
   */
  FileState(Supplier<BoundSockets> read) {
    this.read = read;
  }

  /** Connects where the kernel's table does not tell; a link is unknown and left alone. */
  State of(SwitchFile file) {
    if (file.isLink()) {
      return State.UNKNOWN;
    }
    if (file.isDirectory()) {
      return ofListener(file.path().resolve("ctl"));
    }
    if (!file.isSocket()) {
      return State.DANGLING;
    }
    return switch (file.kind()) {
      case BASE -> SocketProbe.stream(file.path());
      case PORT, CLIENT -> isBound(file.path()) ? State.LIVE : SocketProbe.datagram(file.path());
    };
  }

  /** A stream socket, which may not be there. */
  static State ofListener(Path socket) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isOther() ? SocketProbe.stream(socket) : State.DANGLING;
    } catch (NoSuchFileException absent) {
      return State.DANGLING;
    } catch (IOException hidden) {
      return State.UNKNOWN;
    }
  }

  private boolean isBound(Path socket) {
    if (bound == null) {
      bound = read.get();
    }
    return bound.contains(socket);
  }

  /** As in records. */
  static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
