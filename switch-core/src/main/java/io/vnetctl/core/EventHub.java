package io.vnetctl.core;

import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.EventListener;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who wants to be told of what. Events that nobody wants are never made. A listener that throws is
 * told no more, since what happens in a switch must not depend on who looks on.
 */
final class EventHub {
  private final Map<EventListener, Set<EventKind>> listeners = new LinkedHashMap<>();
  private final Consumer<String> log;
  private final EnumSet<EventKind> wanted = EnumSet.noneOf(EventKind.class);

  EventHub(Consumer<String> log) {
    this.log = log;
  }

  /** From now on the listener is told of these kinds; none: it is forgotten. */
  void listen(EventListener listener, Set<EventKind> kinds) {
    if (kinds.isEmpty()) {
      listeners.remove(listener);
    } else {
      listeners.put(listener, Set.copyOf(kinds));
    }
    wanted.clear();
    listeners.values().forEach(wanted::addAll);
  }

  boolean wants(EventKind kind) {
    return wanted.contains(kind);
  }

  void emit(Event event) {
    if (wants(event.kind())) {
      // A copy: who is told may stop to listen.
      List.copyOf(listeners.keySet()).forEach(listener -> tell(listener, event));
    }
  }

  private void tell(EventListener listener, Event event) {
    Set<EventKind> kinds = listeners.get(listener);
    if (kinds == null || !kinds.contains(event.kind())) {
      return;
    }
    try {
      listener.on(event);
    } catch (RuntimeException defect) {
      listen(listener, Set.of());
      log.accept("a listener failed at " + event.kind() + " and is told no more: " + defect);
    }
  }
}
