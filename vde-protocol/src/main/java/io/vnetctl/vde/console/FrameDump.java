package io.vnetctl.vde.console;

import io.vnetctl.core.FrameObserver;
import io.vnetctl.core.io.FrameVector;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plugin {@code dump}: frames as events of consoles, with all their bytes. It looks at frames
 * only while it is active and a console wants them. Switch thread only.
 */
final class FrameDump implements FrameObserver {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
  private static final int HEAD = 64;

  private final Core core;
  private final Map<Listener, Set<DebugCategory>> listeners = new LinkedHashMap<>();
  private boolean active;
  private boolean observing;

  /** A console. */
  interface Listener {
    /** Whether a line of so many bytes has room now; if not, it is counted as lost. */
    boolean hasRoom(int bytes);

    /** Takes a line for which there is room. */
    void show(String line);

    /** The plugin is no longer in use: forgets that its categories were switched on. */
    void dumpEnded();
  }

  FrameDump(Core core) {
    this.core = core;
  }

  /** Shows frames from now on, or no more. */
  void setActive(boolean on) {
    active = on;
    observe();
  }

  /** Tells the listener of these categories from now on; of others than the dump's is no word. */
  void listen(Listener listener, Set<DebugCategory> categories) {
    if (categories.contains(DebugCategory.FRAME_IN)
        || categories.contains(DebugCategory.FRAME_OUT)) {
      listeners.put(listener, Set.copyOf(categories));
    } else {
      listeners.remove(listener);
    }
    observe();
  }

  /** The plugin is taken out of use. */
  void end() {
    active = false;
    List<Listener> told = new ArrayList<>(listeners.keySet());
    listeners.clear();
    told.forEach(Listener::dumpEnded);
    observe();
  }

  @Override
  public void received(int port, FrameVector frames) {
    show(DebugCategory.FRAME_IN, port, frames);
  }

  @Override
  public void sent(int port, FrameVector frames) {
    show(DebugCategory.FRAME_OUT, port, frames);
  }

  private void observe() {
    boolean wanted = active && !listeners.isEmpty();
    if (wanted && !observing) {
      core.observe(this);
    } else if (!wanted && observing) {
      core.ignore(this);
    }
    observing = wanted;
  }

  private void show(DebugCategory category, int port, FrameVector frames) {
    for (int i = 0; i < frames.count(); i++) {
      int bytes = HEAD + 3 * frames.length(i);
      String line = null;
      for (Map.Entry<Listener, Set<DebugCategory>> entry : listeners.entrySet()) {
        if (entry.getValue().contains(category) && entry.getKey().hasRoom(bytes)) {
          // made only if somebody has room: a flood of frames costs no more than counting then
          line = line == null ? line(category, port, frames.copy(i)) : line;
          entry.getKey().show(line);
        }
      }
    }
  }

  /** A blank follows each byte, also the last. */
  private static String line(DebugCategory category, int port, byte[] frame) {
    return EventText.head(category)
        .text("Pkt: Port ")
        .zeroes(port, 4)
        .text(" len=")
        .zeroes(frame.length, 4)
        .text(" ")
        .text(HEX.formatHex(frame))
        .text(" ")
        .end();
  }
}
