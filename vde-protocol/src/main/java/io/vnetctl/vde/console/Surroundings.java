package io.vnetctl.vde.console;

import io.vnetctl.core.Switch;
import io.vnetctl.vde.Accounts;

/** What the consoles of a switch share. Made by any thread, used by the switch thread only. */
public final class Surroundings {
  private final Core core;
  private final SwitchIdentity identity;
  private final Accounts accounts;
  private final Runnable shutdown;
  private long lostEvents;

  /**
   * @param shutdown begins to end the switch; returns soon
   */
  public Surroundings(
      Switch target, SwitchIdentity identity, Accounts accounts, Runnable shutdown) {
    this(Core.of(target), identity, accounts, shutdown);
  }

  Surroundings(Core core, SwitchIdentity identity, Accounts accounts, Runnable shutdown) {
    this.core = core;
    this.identity = identity;
    this.accounts = accounts;
    this.shutdown = shutdown;
  }

  Core core() {
    return core;
  }

  SwitchIdentity identity() {
    return identity;
  }

  Accounts accounts() {
    return accounts;
  }

  Runnable shutdown() {
    return shutdown;
  }

  /** Events that consoles have not shown because their readers were too slow. */
  public long lostEvents() {
    return lostEvents;
  }

  void countLostEvent() {
    lostEvents++;
  }
}
