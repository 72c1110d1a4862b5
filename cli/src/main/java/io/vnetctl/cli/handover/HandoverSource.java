package io.vnetctl.cli.handover;

import java.io.IOException;

/** From whom a process gets the switch that it goes on with. One thread. */
public interface HandoverSource {
  /** Whether another process forwards until {@link #receive}, so that there is time to rehearse. */
  boolean forwards();

  /**
   * Waits for all that is handed over. From then on nobody forwards until this process does: what
   * can be done before is to be done before.
   *
   * @throws IOException if it does not come, or cannot be understood
   */
  Handover receive() throws IOException;

  /** This process forwards: everything is its own now. */
  void running() throws IOException;

  /** Waits until nobody else has anything to do with the switch. */
  void awaitEnd();
}
