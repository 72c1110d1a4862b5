package io.vnetctl.cli;

import io.vnetctl.cli.handover.Rehearsal;
import io.vnetctl.cli.handover.Succession;
import io.vnetctl.cli.handover.SuccessorProgram;
import io.vnetctl.cli.process.ProgramLog;
import io.vnetctl.cli.process.Signals;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What happens to a switch from its start to its end in this process: a signal, a command, or that
 * it goes on in another process. {@link #run} is for the main thread, the others for any.
 */
final class SwitchLife {
  private final ProgramLog log;
  private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();

  SwitchLife(ProgramLog log) {
    this.log = log;
  }

  /** The console says so, or standard input has ended. */
  void endByCommand() {
    happenings.add(new Happening.Command());
  }

  void endBySignal(Signals.Ending signal) {
    happenings.add(new Happening.Ending(signal));
  }

  /** The switch is to go on in a new process. */
  void restart() {
    happenings.add(new Happening.Restart());
  }

  /** The switch is to read its configuration file once more. */
  void reload() {
    happenings.add(new Happening.Reload());
  }

  /** Waits for the end of the switch and ends it. Returns the status of the process. */
  int run(RunningSwitch running, SuccessorProgram program) {
    Succession succession = null;
    while (true) {
      switch (next()) {
        case Happening.Reload() -> running.reload();
        case Happening.Restart() -> {
          if (succession == null) {
            succession = Succession.ofRunning(program, Rehearsal::perform, running::handOver);
            succession.start(outcome -> happenings.add(new Happening.Succeeded(outcome)));
          }
        }
        case Happening.Succeeded(Succession.Outcome.HandedOver(long pid)) -> {
          log.info("goes on as process " + pid);
          running.abandon(pid);
          return 0;
        }
        case Happening.Succeeded(Succession.Outcome.Kept(String why)) -> {
          succession = null;
          log.accept("restart failed, this process goes on: " + why);
        }
        case Happening.Command() -> {
          end(running, succession);
          return 0;
        }
        case Happening.Ending(Signals.Ending signal) -> {
          end(running, succession).ifPresent(pid -> Signals.pass(signal, pid));
          Signals.end(signal);
        }
      }
    }
  }

  /** Ends the switch, unless it belongs to another process by now, whose number is given then. */
  private static OptionalLong end(RunningSwitch running, Succession succession) {
    OptionalLong successor = succession == null ? OptionalLong.empty() : succession.stop();
    if (successor.isEmpty()) {
      running.close();
    } else {
      running.abandon(successor.getAsLong());
    }
    return successor;
  }

  private Happening next() {
    try {
      return happenings.take();
    } catch (InterruptedException e) {
      return new Happening.Command(); // nobody interrupts the main thread but to end it
    }
  }

  private sealed interface Happening {
    record Command() implements Happening {}

    record Ending(Signals.Ending signal) implements Happening {}

    record Restart() implements Happening {}

    record Reload() implements Happening {}

    record Succeeded(Succession.Outcome outcome) implements Happening {}
  }
}
