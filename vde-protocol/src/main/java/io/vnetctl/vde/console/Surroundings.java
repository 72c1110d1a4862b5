package io.vnetctl.vde.console;

import io.vnetctl.core.Switch;
import io.vnetctl.core.control.Event;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.PeerFiles;
import java.time.InstantSource;
import java.util.function.Consumer;

/** What the consoles of a switch share. Made by any thread, used by the switch thread only. */
public final class Surroundings implements AutoCloseable {
  private final Core core;
  private final SwitchIdentity identity;
  private final Accounts accounts;
  private final Runnable shutdown;
  private final Plugins plugins;
  private final Consumer<String> log;
  private final UnfinishedAnswers unfinishedAnswers;
  private Configuration configuration = Configuration.none();
  private long lostEvents;
  private Event lastEvent;
  private String lastLine;
  private int listeners;
  private int scriptBytes;

  /**
   * @param shutdown begins to end the switch; returns soon
   * @param log takes lines for the administrator
   */
  public Surroundings(
      Switch target,
      SwitchIdentity identity,
      Accounts accounts,
      Runnable shutdown,
      Consumer<String> log) {
    this(Core.of(target), identity, accounts, shutdown, log);
  }

  Surroundings(
      Core core,
      SwitchIdentity identity,
      Accounts accounts,
      Runnable shutdown,
      Consumer<String> log) {
    this.log = log;
    this.unfinishedAnswers = new UnfinishedAnswers(log);
    this.core = core;
    this.identity = identity;
    this.accounts = accounts;
    this.shutdown = shutdown;
    this.plugins =
        new Plugins(
            new FrameDump(core),
            new FrameCapture(core, new PeerFiles(accounts)::replace, InstantSource.system()));
  }

  /** Gives the consoles the configuration that they show and reload. */
  public void configure(Configuration ofTheSwitch) {
    configuration = ofTheSwitch;
  }

  /** What {@link #configure} has given. */
  public Configuration configuration() {
    return configuration;
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

  Plugins plugins() {
    return plugins;
  }

  /**
   * Completes the capture of plugin {@code pdump}, if there is one. Waits for it, so it is for
   * another thread than the switch's, after the last frame.
   */
  @Override
  public void close() {
    plugins.capture().close();
  }

  Consumer<String> log() {
    return log;
  }

  UnfinishedAnswers unfinishedAnswers() {
    return unfinishedAnswers;
  }

  /** Bytes that another script may have. */
  int roomForScripts() {
    return Script.MAX_SIZE_OF_ALL - scriptBytes;
  }

  /** A script has been read, or has ended. */
  void countScripts(int bytes) {
    scriptBytes += bytes;
  }

  /** The line about an event, made once for all consoles that are told one after another. */
  String lineOf(Event event) {
    if (event != lastEvent) {
      lastLine = EventText.of(event);
      lastEvent = event;
    }
    return lastLine;
  }

  /** A console has begun or ceased to listen to events. */
  void countListeners(int change) {
    listeners += change;
  }

  /** Bytes of events that each console may have waiting for its reader. */
  int maxUnsentEvents() {
    return Math.min(
        PendingEvents.MAX_UNSENT, PendingEvents.MAX_UNSENT_OF_ALL / Math.max(1, listeners));
  }

  /** Events that consoles have not shown because their readers were too slow. */
  public long lostEvents() {
    return lostEvents;
  }

  void countLostEvent() {
    lostEvents++;
  }
}
