package io.vnetctl.cli.service;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The line that people see of the service: told anew when it has changed, once a second at most.
 * Switch thread.
 */
public final class ServiceStatus {
  private static final long PAUSE_MILLIS = 1_000;

  private final ServiceManager manager;
  private final ScheduledExecutorService switchThread;
  private final Supplier<String> line;
  private String told = "";
  private boolean due;

  /**
   * Nothing is told yet.
   *
   * @param line is asked for when it is told
   */
  public ServiceStatus(
      ServiceManager manager, ScheduledExecutorService switchThread, Supplier<String> line) {
    this.manager = manager;
    this.switchThread = switchThread;
    this.line = line;
  }

  /** Tells now. */
  public void tell() {
    due = false;
    String now = line.get();
    if (!now.equals(told)) {
      told = now;
      manager.status(now);
    }
  }

  /** Something has changed. */
  public void changed() {
    if (!due) {
      due = true;
      switchThread.schedule(this::tell, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
