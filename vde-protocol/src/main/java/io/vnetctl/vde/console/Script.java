package io.vnetctl.vde.console;

import io.netty.buffer.Unpooled;
import io.vnetctl.vde.ErrnoException;
import io.vnetctl.vde.Peer;
import io.vnetctl.vde.PeerFiles;
import java.util.Optional;

/**
 * A file of console lines (spec vde-console, chapter 5). It is read whole when it is opened, so
 * that the file may change while its commands run.
 */
final class Script {
  /** Bytes; some 30,000 commands. */
  static final int MAX_SIZE = 1 << 20;

  /** Bytes of all that run at one time, on all consoles: each is in memory as a whole. */
  static final int MAX_SIZE_OF_ALL = 4 << 20;

  private final String path;
  private final int size;
  private final InputLines lines = new InputLines();

  private Script(String path, byte[] content) {
    this.path = path;
    this.size = content.length;
    lines.add(Unpooled.wrappedBuffer(content));
  }

  /** Reads what the peer, or without one the user of this process, may read. */
  static Script open(String path, PeerFiles files, Optional<Peer> peer) throws ErrnoException {
    return open(path, files, peer, MAX_SIZE);
  }

  /**
   * The same.
   *
   * @param room for it, in bytes; a longer one is refused with EFBIG
   */
  static Script open(String path, PeerFiles files, Optional<Peer> peer, int room)
      throws ErrnoException {
    return new Script(path, files.read(path, peer, Math.min(room, MAX_SIZE)));
  }

  /** Bytes that it was long. */
  int size() {
    return size;
  }

  /** As it was given, one character per byte. */
  String path() {
    return path;
  }

  /** The next line; the last one needs no newline. */
  Optional<InputLines.Line> next() {
    Optional<InputLines.Line> line = lines.poll();
    return line.isEmpty() && !lines.rest().isEmpty() ? Optional.of(lines.takeRest()) : line;
  }
}
