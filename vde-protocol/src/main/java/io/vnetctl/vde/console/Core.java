package io.vnetctl.vde.console;

import io.vnetctl.core.FrameObserver;
import io.vnetctl.core.Switch;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.EventListener;
import io.vnetctl.core.control.Reply;
import java.util.Set;

/** What consoles use of the switch. */
interface Core {

  /** See {@link Switch#execute}. */
  Reply execute(Command command);

  /** See {@link Switch#listen}. */
  void listen(EventListener listener, Set<EventKind> kinds);

  /** See {@link Switch#observe}. */
  void observe(FrameObserver observer);

  /** See {@link Switch#ignore}. */
  void ignore(FrameObserver observer);

  /** The real one. */
  static Core of(Switch target) {
    return new Core() {
      @Override
      public Reply execute(Command command) {
        return target.execute(command);
      }

      @Override
      public void listen(EventListener listener, Set<EventKind> kinds) {
        target.listen(listener, kinds);
      }

      @Override
      public void observe(FrameObserver observer) {
        target.observe(observer);
      }

      @Override
      public void ignore(FrameObserver observer) {
        target.ignore(observer);
      }
    };
  }
}
