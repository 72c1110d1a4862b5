package io.vnetctl.vde.console;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts a stream of bytes into lines. Carriage returns before a newline are dropped; a line beyond
 * the limit is given as {@link Line#TOO_LONG} once, and what follows up to its newline is skipped.
 * What has no newline yet is the rest, which may be taken as a line, too. One character per byte.
 */
final class InputLines {
  /** Bytes of a line without its newline. */
  static final int MAX_LINE = 4096;

  private final ByteBuf bytes = Unpooled.buffer(256);
  private boolean skipping;
  private int readsOfRest;

  /** One line of input. */
  record Line(String text) {
    static final Line TOO_LONG = new Line("");
  }

  /** Appends what one read delivered; borrows the buffer. */
  void add(ByteBuf read) {
    boolean ended = read.indexOf(read.readerIndex(), read.writerIndex(), (byte) '\n') >= 0;
    readsOfRest = ended || bytes.readableBytes() == 0 ? 1 : readsOfRest + 1;
    bytes.discardSomeReadBytes();
    bytes.writeBytes(read);
  }

  /** The next whole line. */
  Optional<Line> poll() {
    while (true) {
      int end = bytes.indexOf(bytes.readerIndex(), bytes.writerIndex(), (byte) '\n');
      if (end < 0) {
        return overflow();
      }
      Line line = take(end - bytes.readerIndex());
      bytes.skipBytes(1);
      if (!skipping) {
        return Optional.of(line);
      }
      skipping = false;
    }
  }

  /** Whether {@link #poll} has something to give. */
  boolean hasLine() {
    return bytes.indexOf(bytes.readerIndex(), bytes.writerIndex(), (byte) '\n') >= 0
        || bytes.readableBytes() > MAX_LINE && !skipping;
  }

  /** What has come since the last newline; empty if nothing, or if it belongs to a long line. */
  String rest() {
    return skipping ? "" : bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** How many reads have contributed to the rest. */
  int readsOfRest() {
    return readsOfRest;
  }

  /** Takes the rest as a line. */
  Line takeRest() {
    Line line = new Line(trimmed(rest()));
    bytes.clear();
    return line;
  }

  int size() {
    return bytes.readableBytes();
  }

  private Optional<Line> overflow() {
    if (bytes.readableBytes() <= MAX_LINE && !skipping) {
      return Optional.empty();
    }
    bytes.clear();
    boolean first = !skipping;
    skipping = true;
    return first ? Optional.of(Line.TOO_LONG) : Optional.empty();
  }

  private Line take(int length) {
    if (length > MAX_LINE) {
      bytes.skipBytes(length);
      return Line.TOO_LONG;
    }
    return new Line(
        trimmed(bytes.readCharSequence(length, StandardCharsets.ISO_8859_1).toString()));
  }

  private static String trimmed(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
