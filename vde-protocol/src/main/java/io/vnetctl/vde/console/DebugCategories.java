package io.vnetctl.vde.console;

import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.EventListener;
import io.vnetctl.vde.Errno;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of events that one console has asked for. Switch thread only. */
final class DebugCategories implements FrameDump.Listener {
  /** Categories of VDE that only its plugins raise: removable, though never on nor listed. */
  private static final List<String> HIDDEN =
      List.of("mgmt/+", "mgmt/-", "sig/hup", "packet/in", "packet/out");

  private final Surroundings around;
  private final Core core;
  private final Plugins plugins;
  private final PendingEvents events;
  private final EventListener listener;
  private final Set<DebugCategory> on = EnumSet.noneOf(DebugCategory.class);
  private boolean listening;

  DebugCategories(Surroundings around, PendingEvents events) {
    this.around = around;
    this.core = around.core();
    this.plugins = around.plugins();
    this.events = events;
    this.listener = events::add;
  }

  /** Switches on all whose path starts so; gives 0 or an errno. */
  int add(String prefix) {
    List<DebugCategory> chosen = startingWith(prefix);
    if (chosen.isEmpty()) {
      return Errno.EINVAL;
    }
    return changed(on.addAll(chosen)) ? 0 : Errno.EEXIST;
  }

  /** Switches off all whose path starts so; gives 0 or an errno. */
  int remove(String prefix) {
    List<DebugCategory> chosen = startingWith(prefix);
    if (chosen.isEmpty() && HIDDEN.stream().noneMatch(path -> path.startsWith(prefix))) {
      return Errno.EINVAL;
    }
    return changed(on.removeAll(chosen)) ? 0 : Errno.ENOENT;
  }

  @Override
  public boolean hasRoom(int bytes) {
    return events.hasRoom(bytes);
  }

  @Override
  public void show(String line) {
    events.add(line);
  }

  @Override
  public void dumpEnded() {
    on.removeIf(category -> category.plugin().isPresent());
    noteListening();
  }

  private void noteListening() {
    if (listening == on.isEmpty()) {
      listening = !listening;
      around.countListeners(listening ? 1 : -1);
    }
  }

  void removeAll() {
    changed(on.removeAll(EnumSet.allOf(DebugCategory.class)));
  }

  /** Whether any category starts so. */
  boolean exists(String prefix) {
    return !startingWith(prefix).isEmpty();
  }

  /** The rows of {@code debug/list}. */
  Stream<String> rows(String prefix) {
    Stream<String> heads =
        Stream.of(
            row("CATEGORY", "TAG", "STATUS", "HELP"), row("------------", "---", "------", "----"));
    Stream<String> rows =
        startingWith(prefix).stream()
            .map(c -> row(c.path(), c.tag(), on.contains(c) ? "ON" : "OFF", c.help()));
    return Stream.concat(heads, rows);
  }

  private boolean changed(boolean changed) {
    if (changed) {
      Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
      on.forEach(category -> category.kind().ifPresent(kinds::add));
      core.listen(listener, kinds);
      plugins.dump().listen(this, on);
      noteListening();
    }
    return changed;
  }

  private List<DebugCategory> startingWith(String prefix) {
    return Stream.of(DebugCategory.values())
        .filter(c -> c.plugin().isEmpty() || plugins.has(c.plugin().get()))
        .filter(c -> c.path().startsWith(prefix))
        .toList();
  }

  private static String row(String path, String tag, String status, String help) {
    return String.format("%-22s %-3s %-6s %s\n", path, tag, status, help);
  }
}
