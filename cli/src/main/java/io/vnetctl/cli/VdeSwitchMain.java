package io.vnetctl.cli;

import io.vnetctl.cli.process.Credentials;
import io.vnetctl.cli.process.Daemon;
import io.vnetctl.cli.process.ProcessTitle;
import io.vnetctl.cli.process.Signals;
import io.vnetctl.cli.process.SystemLog;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.Identity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TransferQueue;
import java.util.function.Consumer;

/**
 * The program {@code vde_switch}: from the command line to the end of the switch (spec vde-cli,
 * chapters 1 and 2).
 */
final class VdeSwitchMain {
  private static final String PROGRAM = "vde_switch";

  /** A daemon that does not answer by then is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int USAGE = 1;

  private VdeSwitchMain() {}

  /** Runs the switch and ends the JVM with its status. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a switch with the arguments of {@code vde_switch} until it ends. Returns its status. */
  static int run(String... args) {
    Accounts accounts = new Accounts();
    SwitchCommandLine commandLine =
        new SwitchCommandLine(
            PROGRAM, Identity.isRoot(), accounts::gidOf, text -> Credentials.of(text, accounts));
    return switch (commandLine.parse(args)) {
      case SwitchCommandLine.Outcome.Usage usage -> {
        usage.message().ifPresent(System.err::println);
        print(usage.text());
        yield USAGE;
      }
      case SwitchCommandLine.Outcome.Version version -> {
        yield print(version.text()) ? 0 : USAGE;
      }
      case SwitchCommandLine.Outcome.Refusal refusal -> {
        System.err.println(refusal.message());
        yield refusal.status();
      }
      case SwitchCommandLine.Outcome.Run run -> {
        if (!Daemon.isChild()) {
          run.notes().forEach(System.err::println);
        }
        yield start(run.options(), accounts, args);
      }
    };
  }

  private static boolean print(String text) {
    System.out.print(text);
    boolean printed = !System.out.checkError();
    if (!printed) {
      System.err.println(PROGRAM + ": cannot write to standard output");
    }
    return printed;
  }

  private static int start(SwitchOptions options, Accounts accounts, String... args) {
    if (options.daemon() && !Daemon.isChild()) {
      try {
        return Daemon.start(PROGRAM, PATIENCE, System.out, System.err);
      } catch (IOException e) {
        System.err.println(PROGRAM + ": cannot start the daemon: " + e.getMessage());
        return USAGE;
      }
    }
    if (Daemon.isChild()) {
      Daemon.detach();
    }
    ProcessTitle.show(PROGRAM, List.of(args));
    return serve(options, accounts);
  }

  private static int serve(SwitchOptions options, Accounts accounts) {
    Consumer<String> log = line -> System.err.println(PROGRAM + ": " + line);
    if (options.daemon()) {
      // Standard error is the caller's until the switch is ready, and nobody's from then on.
      log = log.andThen(SystemLog.open(PROGRAM));
    }
    TransferQueue<Ending> endings = new LinkedTransferQueue<>();
    Signals.ignoreOthers();
    Signals.onEnding(signal -> endings.add(new Ending.BySignal(signal)));
    RunningSwitch running;
    try {
      running =
          RunningSwitch.start(options, accounts, log, () -> endings.add(new Ending.ByCommand()));
    } catch (StartException e) {
      System.err.println(PROGRAM + ": " + e.getMessage());
      return e.status();
    }
    if (options.daemon()) {
      Daemon.ready();
      log.accept("VDE_SWITCH started");
    }
    Ending ending = await(endings);
    running.close();
    if (ending instanceof Ending.BySignal(Signals.Ending signal)) {
      Signals.end(signal);
    }
    return 0;
  }

  private static Ending await(TransferQueue<Ending> endings) {
    try {
      return endings.take();
    } catch (InterruptedException e) {
      return new Ending.ByCommand(); // nobody interrupts the main thread but to end it
    }
  }

  /** Why a switch ends. */
  private sealed interface Ending {
    /** The console said so, or standard input ended. */
    record ByCommand() implements Ending {}

    /** TERM or INT. */
    record BySignal(Signals.Ending signal) implements Ending {}
  }
}
