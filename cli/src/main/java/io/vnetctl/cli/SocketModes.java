package io.vnetctl.cli;

import java.util.OptionalInt;

/**
 * Permissions of the control directory and of the sockets in it (spec, VDE data plane, chapter
 * 1.2).
 *
 * @param sockets mode of ctl and data sockets, at most 0777
 * @param directory mode of the directory, at most 07777
 */
public record SocketModes(int sockets, int directory) {
  private static final int SET_GID = 02000;
  private static final int READ_WRITE = 0666;
  private static final int PERMISSIONS = 0777;
  private static final int ALL = 07777;

  private static final SocketModes OWNER_ONLY = new SocketModes(0600, 02700);

  /** Derives from each other what was not given. */
  static SocketModes of(OptionalInt mode, OptionalInt directoryMode) {
    if (mode.isEmpty() && directoryMode.isEmpty()) {
      return OWNER_ONLY;
    }
    int sockets = mode.orElseGet(() -> directoryMode.getAsInt() & READ_WRITE);
    int directory = directoryMode.orElseGet(() -> SET_GID | searchable(mode.getAsInt()));
    return new SocketModes(sockets & PERMISSIONS, directory & ALL);
  }

  /** Who may read or write a socket must be able to reach it. */
  private static int searchable(int mode) {
    int readWrite = mode & READ_WRITE;
    return readWrite | (readWrite >> 1 | readWrite >> 2) & 0111;
  }
}
