package io.vnetctl.vde.console;

import io.vnetctl.core.control.Event;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.Queue;

/**
 * Lines about events that wait until a console shows them. Those for which its reader is too slow
 * are lost and counted. All consoles that wait to show an event have the same line. Switch thread
 * only.
 */
final class PendingEvents {
  /** Bytes that may wait for the reader, with what else he has not taken yet. */
  static final int MAX_UNSENT = 512 << 10;

  /** What all consoles that listen share: with many each has less, or they would fill the heap. */
  static final int MAX_UNSENT_OF_ALL = 1 << 20;

  private final Surroundings around;
  private final ConsoleOutput output;
  private final Runnable onArrival;
  private Queue<String> lines = new ArrayDeque<>();
  private int bytes;

  /**
   * @param onArrival called for each line that waits
   */
  PendingEvents(Surroundings around, ConsoleOutput output, Runnable onArrival) {
    this.around = around;
    this.output = output;
    this.onArrival = onArrival;
  }

  /** Whether a line of so many bytes has room; if not, counts it as lost. */
  boolean hasRoom(int ofLine) {
    boolean fits = output.unsentBytes() + bytes + ofLine <= around.maxUnsentEvents();
    if (!fits) {
      around.countLostEvent();
    }
    return fits;
  }

  /** Adds a line about the event if there is room. */
  void add(Event event) {
    String line = around.lineOf(event);
    if (hasRoom(line.length())) {
      add(line);
    }
  }

  /** Adds a line for which there is room. */
  void add(String line) {
    lines.add(line);
    bytes += line.length();
    onArrival.run();
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The oldest line, which then waits no more. */
  String next() {
    String line = lines.remove();
    bytes -= line.length();
    return line;
  }

  /** All lines, which then wait no more. */
  Iterator<String> take() {
    if (isEmpty()) {
      return Collections.emptyIterator();
    }
    Iterator<String> taken = lines.iterator();
    lines = new ArrayDeque<>();
    bytes = 0;
    return taken;
  }
}
