package io.vnetctl.cli.service;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says on the switch thread that it is alive, twice in the time after which the service manager
 * takes it for dead: a thread that hangs says nothing, and the manager starts the switch anew.
 */
public final class Watchdog {
  private Watchdog() {}

  /** Begins, if the manager wants to know. Until the thread ends. */
  public static void start(ServiceManager manager, ScheduledExecutorService switchThread) {
    manager
        .watchdogMicros(ProcessHandle.current().pid())
        .ifPresent(
            micros ->
                switchThread.scheduleAtFixedRate(
                    manager::alive, 0, Math.max(1, micros / 2), TimeUnit.MICROSECONDS));
  }
}
