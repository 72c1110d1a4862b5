package io.vnetctl.vde.console;

import io.vnetctl.core.FrameObserver;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.EventListener;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.console.SwitchIdentity.ManagementSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Twin of the switch: notes commands, answers what a test wants, and tells of events. */
final class TestSwitch implements Core {
  final List<Command> commands = new ArrayList<>();
  final Map<EventListener, Set<EventKind>> listeners = new HashMap<>();
  Function<Command, Reply> replies = command -> new Reply.Done();
  final List<FrameObserver> observers = new ArrayList<>();
  int shutdowns;
  final List<String> log = new CopyOnWriteArrayList<>();
  private final Surroundings surroundings = aroundThis();

  @Override
  public Reply execute(Command command) {
    commands.add(command);
    return replies.apply(command);
  }

  @Override
  public void listen(EventListener listener, Set<EventKind> kinds) {
    if (kinds.isEmpty()) {
      listeners.remove(listener);
    } else {
      listeners.put(listener, kinds);
    }
  }

  @Override
  public void observe(FrameObserver observer) {
    observers.add(observer);
  }

  @Override
  public void ignore(FrameObserver observer) {
    observers.remove(observer);
  }

  void happen(Event event) {
    listeners.forEach(
        (listener, kinds) -> {
          if (kinds.contains(event.kind())) {
            listener.on(event);
          }
        });
  }

  Surroundings surroundings() {
    return surroundings;
  }

  private Surroundings aroundThis() {
    SwitchIdentity identity =
        new SwitchIdentity(
            4711,
            new MacAddress(0x00ff01020304L),
            () -> 12,
            "/run/vde.ctl",
            0660,
            Optional.of(new ManagementSocket("/run/vde.mgmt", 0600)));
    return new Surroundings(this, identity, new Accounts(), () -> shutdowns++, log::add);
  }
}
