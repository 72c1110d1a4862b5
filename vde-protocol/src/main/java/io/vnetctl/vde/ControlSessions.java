package io.vnetctl.vde;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sessions of a control socket, in the order in which they began. Switch thread. */
final class ControlSessions {
  private final Set<ControlSession> open = new LinkedHashSet<>();
  private Runnable onChange = () -> {};

  void add(ControlSession session) {
    open.add(session);
  }

  void remove(ControlSession session) {
    open.remove(session);
    onChange.run();
  }

  /** A client has been plugged in. */
  void changed() {
    onChange.run();
  }

  /** Calls this listener as well. */
  void onChange(Runnable listener) {
    Runnable others = onChange;
    onChange =
        () -> {
          others.run();
          listener.run();
        };
  }

  List<ControlConnection> connections() {
    return open.stream().filter(ControlSession::isOpen).map(ControlSession::connection).toList();
  }

  /** Ends all connections. */
  void close() {
    List.copyOf(open).forEach(ControlSession::close);
  }
}
