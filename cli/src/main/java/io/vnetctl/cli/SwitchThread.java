package io.vnetctl.cli;

import io.netty.channel.EventLoop;
import io.vnetctl.core.io.SwitchLoop;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The thread of a switch, for those that wait for what it does. Any thread but itself. */
record SwitchThread(SwitchLoop loop) {
  /**
   * Starts it, while the caller goes on: Netty takes a tenth of a second to load.
   *
   * @param parts closes it
   */
  static CompletableFuture<SwitchThread> start(SwitchOptions options, OpenParts parts) {
    CompletableFuture<SwitchThread> starting =
        CompletableFuture.supplyAsync(
            () -> new SwitchThread(new SwitchLoop(options.maxFrameBytes(), options.pollMicros())));
    parts.keep(() -> starting.join().loop().close());
    return starting;
  }

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
