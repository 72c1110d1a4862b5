package io.vnetctl.cli;

import io.netty.channel.EventLoop;
import io.vnetctl.core.io.SwitchLoop;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** The thread of a switch, for those that wait for what it does. Any thread but itself. */
record SwitchThread(SwitchLoop loop) {
  EventLoop eventLoop() {
    return loop.eventLoop();
  }

  void run(Runnable action) {
    call(
        () -> {
          action.run();
          return null;
        });
  }

  /**
   * What the action gives.
   *
   * @throws IllegalStateException if it throws
   */
  <T> T call(Callable<T> action) {
    try {
      return eventLoop().submit(action).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the switch thread was working", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("on the switch thread: " + e.getCause(), e.getCause());
    }
  }
}
