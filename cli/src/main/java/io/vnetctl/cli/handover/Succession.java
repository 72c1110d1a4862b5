package io.vnetctl.cli.handover;

import io.vnetctl.cli.process.ProgramStart;
import io.vnetctl.core.state.MacStates;
import io.vnetctl.vde.DescriptorMessage;
import io.vnetctl.vde.DescriptorSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The attempt of a switch to go on in another process. It starts the program anew, which connects
 * and says that it is ready; meanwhile the switch forwards. Then the switch stands still while all
 * that it has is handed over, until the new process says that it runs. Whatever goes wrong, the
 * switch goes on as before, and the new process is ended.
 *
 * <p>Works on a thread of its own. {@link #stop} is for any other.
 */
public final class Succession implements AutoCloseable {
  /** System property with the seconds that a new process has until it is ready. */
  private static final String PATIENCE_PROPERTY = "vnetctl.restart.patience";

  private static final Duration GLANCE = Duration.ofMillis(50);

  /** What a switch does that is handed over. */
  public interface Estate {
    /**
     * Stops everything, takes what is to be handed over and gives it to the successor. If that
     * returns, the switch stands still for ever; if it throws, it goes on.
     */
    void handOver(Transfer transfer) throws IOException;
  }

  /** Gives everything away. */
  public interface Transfer {
    /**
     * Returns when the successor runs.
     *
     * @param state as {@link StateWriter} writes it
     * @param addresses that it counts
     * @param files in the order of its lines; they stay the caller's
     */
    void give(String state, MacStates addresses, List<Integer> files) throws IOException;

    /** The same. */
    default void give(Handover handover) throws IOException {
      give(
          StateWriter.write(handover),
          handover.state().macs(),
          handover.files().stream().map(OpenFile::descriptor).toList());
    }
  }

  /** How it ends. */
  public sealed interface Outcome {
    /** The process of this number forwards: this one has nothing left, and has to end. */
    record HandedOver(long pid) implements Outcome {}

    /** The switch goes on in this process. */
    record Kept(String why) implements Outcome {}
  }

  private final SuccessorProgram program;
  private final String name;
  private final Runnable preparation;
  private final Estate estate;
  private final Object turn = new Object();
  private SuccessorProcess process;
  private boolean stopped;
  private Outcome outcome;
  private DescriptorSocket successor;

  private Succession(SuccessorProgram program, String kind, Runnable preparation, Estate estate) {
    this.program = program;
    this.name = kind + UUID.randomUUID();
    this.preparation = preparation;
    this.estate = estate;
  }

  /**
   * Of a switch that forwards meanwhile, so that the new process has time to rehearse.
   *
   * @param preparation is done while the new process comes up
   */
  public static Succession ofRunning(
      SuccessorProgram program, Runnable preparation, Estate estate) {
    return new Succession(program, Predecessor.FORWARDS, preparation, estate);
  }

  /** Of a switch that was killed. */
  static Succession ofKilled(SuccessorProgram program, Estate estate) {
    return new Succession(program, Predecessor.HOLDS, () -> {}, estate);
  }

  /**
   * Begins.
   *
   * @param onEnd is called once, on the thread of the attempt
   */
  public void start(Consumer<Outcome> onEnd) {
    Thread.ofPlatform().daemon().name("succession").start(() -> onEnd.accept(attempt()));
  }

  /**
   * Gives up, unless it is too late. Waits while everything is being handed over.
   *
   * @return the process to which the switch belongs by now, if it is not this one
   */
  public OptionalLong stop() {
    synchronized (turn) {
      stopped = true;
      if (outcome instanceof Outcome.HandedOver(long pid)) {
        return OptionalLong.of(pid);
      }
      endProcess();
      return OptionalLong.empty();
    }
  }

  /** Begins, and waits for the end. */
  Outcome attempt() {
    try (DescriptorSocket listener = DescriptorSocket.listen(name)) {
      begin();
      preparation.run();
      awaitReady(listener);
      handOver();
      return outcome;
    } catch (IOException | RuntimeException e) {
      close();
      synchronized (turn) {
        endProcess();
      }
      return new Outcome.Kept(e.getMessage());
    }
  }

  private void begin() throws IOException {
    synchronized (turn) {
      if (stopped) {
        throw new IOException("the switch ends");
      }
      process = program.start(name);
    }
  }

  /** One bound for all that the new process does until then. */
  private void awaitReady(DescriptorSocket listener) throws IOException {
    int seconds = Integer.getInteger(PATIENCE_PROPERTY, (int) ProgramStart.PATIENCE.toSeconds());
    Duration patience = Duration.ofSeconds(seconds);
    long end = System.nanoTime() + patience.toNanos();
    try {
      successor = accept(listener, end);
      Duration left = Duration.ofNanos(end - System.nanoTime());
      expect(Messages.READY, successor, left.compareTo(GLANCE) > 0 ? left : GLANCE);
    } catch (SocketTimeoutException silent) {
      throw new IOException(
          "the new process was not ready after " + patience.toSeconds() + " s", silent);
    }
  }

  private DescriptorSocket accept(DescriptorSocket listener, long end) throws IOException {
    while (true) {
      try {
        DescriptorSocket successor = listener.accept(GLANCE);
        if (successor.isTrusted()) {
          return successor;
        }
        successor.close();
      } catch (SocketTimeoutException nobodyYet) {
        if (!process.isAlive()) {
          throw new IOException(
              "the new process ended with status " + process.exitValue() + " before it was ready",
              nobodyYet);
        }
        if (System.nanoTime() - end >= 0) {
          throw nobodyYet;
        }
      }
    }
  }

  private void handOver() throws IOException {
    synchronized (turn) {
      if (stopped) {
        throw new IOException("the switch ends");
      }
      long pid = process.pid();
      estate.handOver(
          (state, addresses, files) -> {
            try {
              Messages.send(successor, state, addresses, files);
              awaitRunning();
              process.release();
            } catch (IOException | RuntimeException e) {
              // It must not forward any more when this process does.
              endProcess();
              throw e;
            }
          });
      outcome = new Outcome.HandedOver(pid);
    }
  }

  private void awaitRunning() throws IOException {
    try {
      expect(Messages.RUNNING, successor, Messages.AT_ONCE);
    } catch (SocketTimeoutException silent) {
      throw new IOException(
          "the new process was not running after " + Messages.AT_ONCE.toSeconds() + " s", silent);
    }
  }

  private static void expect(String wanted, DescriptorSocket successor, Duration patience)
      throws IOException {
    try {
      DescriptorMessage said = successor.receive(patience);
      said.close();
      if (said.text().startsWith(Messages.FAILED)) {
        String why = said.text().substring(Messages.FAILED.length());
        throw new IOException("the new process failed: " + why);
      }
      if (!said.text().equals(wanted)) {
        throw new IOException("the new process says '" + said.text() + "', not " + wanted);
      }
    } catch (EOFException ended) {
      throw new IOException("the new process ended before it was " + wanted, ended);
    }
  }

  /**
   * Lets go of the successor, which takes that for the end of this process. Until then it waits
   * with what both might do, such as to read standard input.
   */
  @Override
  public void close() {
    if (successor != null) {
      successor.close();
    }
  }

  /** Kills the new process, and waits for its end. */
  private void endProcess() {
    if (process != null) {
      process.end();
    }
  }
}
