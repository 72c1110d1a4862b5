package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.process.Signals;
import java.util.concurrent.atomic.AtomicReference;

/**
 * TERM and INT while the host is being changed: the step at hand is finished, and then all of it is
 * taken back. The end of the terminal's session interrupts nothing: it may be what a new bridge has
 * brought about.
 */
final class Interruption {
  private final AtomicReference<Signals.Ending> received = new AtomicReference<>();

  /** Takes the signals of this process from now on. */
  static Interruption bySignals() {
    Interruption interruption = new Interruption();
    Signals.ignoreOthers();
    Signals.onEnding(interruption.received::set);
    return interruption;
  }

  /**
   * Lets the call go on.
   *
   * @throws CallException if a signal has come
   */
  void check() throws CallException {
    Signals.Ending signal = received.get();
    if (signal != null) {
      throw CallException.failed("interrupted by signal " + signal);
    }
  }
}
