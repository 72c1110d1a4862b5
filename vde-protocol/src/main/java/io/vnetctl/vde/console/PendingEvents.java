package io.vnetctl.vde.console;

import io.vnetctl.core.control.Event;

/**
 * Lines about events that wait until a console shows them. Those for which its reader is too slow
 * are lost and counted. Switch thread only.
 */
final class PendingEvents {
  /** Bytes that may wait for the reader, with what else he has not taken yet. */
  static final int MAX_UNSENT = 512 << 10;

  /** What all consoles that listen share: with many each has less, or they would fill the heap. */
  static final int MAX_UNSENT_OF_ALL = 1 << 20;

  private final Surroundings around;
  private final ConsoleOutput output;
  private final Runnable onArrival;
  private final StringBuilder lines = new StringBuilder();

  /**
   * @param onArrival called for each line that waits
   */
  PendingEvents(Surroundings around, ConsoleOutput output, Runnable onArrival) {
    this.around = around;
    this.output = output;
    this.onArrival = onArrival;
  }

  /** Whether a line of so many bytes has room; if not, counts it as lost. */
  boolean hasRoom(int bytes) {
    boolean fits = output.unsentBytes() + lines.length() + bytes <= around.maxUnsentEvents();
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
    lines.append(line);
    onArrival.run();
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** All lines, which then wait no more. */
  String take() {
    String taken = lines.toString();
    lines.setLength(0);
    return taken;
  }
}
