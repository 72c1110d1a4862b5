package io.vnetctl.bench;

import java.io.IOException;

/** A child that would live on without us, and ends with this process whatever ends that. */
final class BoundProcess implements AutoCloseable {
  private final Process process;
  private final Thread atExit;

  private BoundProcess(Process process) {
    this.process = process;
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  static BoundProcess start(ProcessBuilder command) throws IOException {
    return new BoundProcess(command.start());
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it and waits until it is gone. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // we are ending, and so does it
    }
  }
}
