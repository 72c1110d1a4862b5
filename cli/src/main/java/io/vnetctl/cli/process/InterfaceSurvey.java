package io.vnetctl.cli.process;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Netty's survey of the host's interfaces, which it makes for addresses that we do not use: in a
 * network namespace without any it warns, with a stack trace. Any thread.
 */
public final class InterfaceSurvey {
  /** Held, or the level would be forgotten. */
  private static final Logger LOGGER = Logger.getLogger("io.netty.util.NetUtilInitializations");

  private InterfaceSurvey() {}

  /** Has it say nothing; before Netty is loaded. */
  public static void silence() {
    LOGGER.setLevel(Level.SEVERE);
  }
}
