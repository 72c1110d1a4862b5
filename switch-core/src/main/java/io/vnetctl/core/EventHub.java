package io.vnetctl.core;

import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.EventListener;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Who wants to be told of what. Events that nobody wants are never made. */
final class EventHub {
  private final Map<EventListener, Set<EventKind>> listeners = new LinkedHashMap<>();
  private final EnumSet<EventKind> wanted = EnumSet.noneOf(EventKind.class);

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
      listeners.forEach(
          (listener, kinds) -> {
            if (kinds.contains(event.kind())) {
              listener.on(event);
            }
          });
    }
  }
}
