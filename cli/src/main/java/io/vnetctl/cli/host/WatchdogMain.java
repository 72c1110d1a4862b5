package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.process.Daemon;
import io.vnetctl.cli.process.Signals;
import io.vnetctl.cli.process.SystemLog;
import io.vnetctl.tap.netlink.NicRestore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The process of a {@link Watchdog}. */
public final class WatchdogMain {
  /** The sub-command, which is for calls of the program by itself. */
  public static final String NAME = "watchdog";

  /** Status of one that was not told in time that all is well, or that could not work. */
  private static final int TAKEN_BACK = 1;

  private WatchdogMain() {}

  /**
   * Waits for the confirmation, or takes the move back. Returns the exit status: 0 if it was
   * confirmed.
   *
   * @param journal the file that tells of the bridge
   * @param patience how long to wait
   */
  public static int run(Path journal, Duration patience) {
    Daemon.detach();
    Signals.ignoreOthers();
    SystemLog log = SystemLog.open("vnetctl");
    try {
      Effect.Bridge bridge = bridgeOf(journal);
      NicRestore restore = Uplink.prepareRestore(bridge);
      BlockingQueue<String> heard = listen();
      System.out.println(Watchdog.READY);
      if (Watchdog.CONFIRMED.equals(heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS))) {
        return 0;
      }
      if (!isStillAsked(journal, bridge)) {
        return TAKEN_BACK;
      }
      restore.apply();
      log.accept(
          "bridge %s was not confirmed after %d ms: its interface has its former state again"
              .formatted(bridge.bridge().name(), patience.toMillis()));
    } catch (Exception e) {
      log.accept("the move of an interface into a bridge is not watched: " + e.getMessage());
      System.out.println(e.getMessage());
    }
    return TAKEN_BACK;
  }

  /**
   * Whether the call is still unfinished that asked for the watch: another may have taken all of it
   * back meanwhile, and made a bridge of its own. What cannot be read is taken for unfinished.
   */
  private static boolean isStillAsked(Path file, Effect.Bridge bridge) {
    try {
      Optional<Journal> journal = Journal.read(file);
      return journal.isPresent()
          && !journal.get().isCommitted()
          && journal.get().effects().stream()
              .anyMatch(
                  effect ->
                      effect instanceof Effect.Bridge now && now.bridge().equals(bridge.bridge()));
    } catch (CallException unreadable) {
      return true;
    }
  }

  private static Effect.Bridge bridgeOf(Path file) throws Exception {
    Journal journal =
        Journal.read(file).orElseThrow(() -> new IOException(file + " does not exist"));
    return journal.effects().stream()
        .filter(Effect.Bridge.class::isInstance)
        .map(Effect.Bridge.class::cast)
        .findFirst()
        .orElseThrow(() -> new IOException(file + " tells of no bridge"));
  }

  /** The end of the other side says nothing: it may have been cut off with its session. */
  private static BlockingQueue<String> listen() {
    BlockingQueue<String> heard = new ArrayBlockingQueue<>(1);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                String line = in.readLine();
                if (line != null) {
                  heard.add(line);
                }
              } catch (IOException cut) {
                // as if it had said nothing
              }
            });
    return heard;
  }
}
