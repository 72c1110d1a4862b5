package io.vnetctl.core;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.EventListener;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.Reply;
import java.util.Set;

/** The public face of the switch. All methods are for the switch thread. */
public final class Switch {

  /** Carries out one command. */
  public Reply execute(Command command) {
    return new Reply.Failed(Failure.INVALID);
  }

  /** Tells the listener of these kinds of events from now on; none: of nothing any more. */
  public void listen(EventListener listener, Set<EventKind> kinds) {}
}
