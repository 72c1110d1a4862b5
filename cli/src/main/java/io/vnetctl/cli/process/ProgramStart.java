package io.vnetctl.cli.process;

import java.time.Duration;

/** The start of a program of this project, as who waits for it sees it. */
public final class ProgramStart {
  /**
   * How long one may take from its start until it serves. A JVM with its cache of classes takes a
   * tenth of a second; without the cache, on a busy machine or one whose processor is emulated,
   * more than 15 s. Only what never serves is waited for that long: who ends is noticed at once.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private ProgramStart() {}
}
