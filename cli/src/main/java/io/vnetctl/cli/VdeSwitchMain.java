package io.vnetctl.cli;

import io.vnetctl.cli.config.ConfigProblem;
import io.vnetctl.cli.handover.InheritedText;
import io.vnetctl.cli.handover.Predecessor;
import io.vnetctl.cli.handover.StoredSwitch;
import io.vnetctl.cli.handover.SuccessorProgram;
import io.vnetctl.cli.process.Credentials;
import io.vnetctl.cli.process.Daemon;
import io.vnetctl.cli.process.ProcessTitle;
import io.vnetctl.cli.process.ProgramLog;
import io.vnetctl.cli.process.ProgramStart;
import io.vnetctl.cli.process.Signals;
import io.vnetctl.cli.service.PassedFiles;
import io.vnetctl.cli.service.ServiceManager;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.Identity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The program {@code vde_switch}: from the command line to the end of the switch (spec vde-cli,
 * chapters 1 and 2).
 */
final class VdeSwitchMain {
  /** Also the name under which a daemon is found in the list of processes and the system's log. */
  private static final String PROGRAM = "vde_switch";

  private static final int USAGE = 1;

  /** EX_CONFIG of sysexits.h: no use in starting it anew before the file is another. */
  private static final int MISCONFIGURED = 78;

  private VdeSwitchMain() {}

  /** Runs the switch and ends the JVM with its status. */
  public static void main(String[] args) {
    System.exit(run(List.of(), args));
  }

  /**
   * Runs a switch with the arguments of {@code vde_switch} until it ends. Returns its status.
   *
   * @param words that the program of this process has before those arguments; messages begin with
   *     them
   */
  static int run(List<String> words, String... args) {
    String name = words.isEmpty() ? PROGRAM : "vnetctl " + String.join(" ", words);
    Accounts accounts = new Accounts();
    ConfigSource files;
    try {
      Optional<String> inherited = InheritedText.find(System.getenv());
      files =
          inherited.isPresent()
              ? _ -> inherited.get()
              : new ConfigFiles(accounts, Optional.empty());
    } catch (IOException e) {
      System.err.println(name + ": " + e.getMessage());
      return USAGE;
    }
    SwitchContext.Anew commandLine = source -> commandLine(name, accounts, source).parse(args);
    return switch (commandLine.parse(files)) {
      case SwitchCommandLine.Outcome.Usage usage -> {
        usage.message().ifPresent(System.err::println);
        print(name, usage.text());
        yield USAGE;
      }
      case SwitchCommandLine.Outcome.Version version -> {
        yield print(name, version.text()) ? 0 : USAGE;
      }
      case SwitchCommandLine.Outcome.Refusal refusal -> {
        System.err.println(refusal.message());
        yield refusal.status();
      }
      case SwitchCommandLine.Outcome.Misconfigured(String file, List<ConfigProblem> problems) -> {
        ConfigProblem.lines(file, problems).forEach(line -> System.err.println(name + ": " + line));
        yield MISCONFIGURED;
      }
      case SwitchCommandLine.Outcome.Run run -> {
        Optional<Predecessor> predecessor;
        try {
          predecessor = Predecessor.find();
        } catch (IOException e) {
          System.err.println(name + ": " + e.getMessage());
          yield USAGE;
        }
        if (!Daemon.isChild() && predecessor.isEmpty()) {
          run.notes().forEach(System.err::println);
          // Under the name of the original nothing is said that the original does not say.
          if (!words.isEmpty() && run.options().queueLength().isEmpty()) {
            new DatagramQueueLimit(line -> System.err.println(name + ": " + line)).tell();
          }
        }
        List<String> command = new ArrayList<>(words);
        command.addAll(List.of(args));
        Configured configured = run.options().configured();
        SuccessorProgram program =
            SuccessorProgram.of(command, configured.file().map(_ -> configured.text()));
        yield start(name, run.options(), accounts, predecessor, program, commandLine, args);
      }
    };
  }

  /** The command line of a switch, for one parse. */
  static SwitchCommandLine commandLine(Accounts accounts, ConfigSource files) {
    return commandLine(PROGRAM, accounts, files);
  }

  private static SwitchCommandLine commandLine(String name, Accounts accounts, ConfigSource files) {
    return new SwitchCommandLine(
        name,
        Identity.isRoot(),
        accounts::gidOf,
        text -> Credentials.of(text, accounts),
        accounts::uidOf,
        files);
  }

  private static boolean print(String name, String text) {
    System.out.print(text);
    boolean printed = !System.out.checkError();
    if (!printed) {
      System.err.println(name + ": cannot write to standard output");
    }
    return printed;
  }

  private static int start(
      String name,
      SwitchOptions options,
      Accounts accounts,
      Optional<Predecessor> predecessor,
      SuccessorProgram program,
      SwitchContext.Anew anew,
      String... args) {
    if (options.daemon() && !Daemon.isChild() && predecessor.isEmpty()) {
      try {
        if (!PassedFiles.find(System.getenv(), ProcessHandle.current().pid()).isEmpty()) {
          System.err.println(
              name + ": sockets were passed to this process, which has to stay; leave out -d");
          return USAGE;
        }
        return Daemon.start(name, ProgramStart.PATIENCE, System.out, System.err);
      } catch (IOException e) {
        System.err.println(name + ": cannot start the daemon: " + e.getMessage());
        return USAGE;
      }
    }
    if (Daemon.isChild()) {
      Daemon.detach();
    }
    ProcessTitle.show(PROGRAM, List.of(args));
    return serve(name, options, accounts, predecessor, program, anew);
  }

  private static int serve(
      String name,
      SwitchOptions options,
      Accounts accounts,
      Optional<Predecessor> predecessor,
      SuccessorProgram program,
      SwitchContext.Anew anew) {
    // Standard error is the caller's of a daemon until that is ready, and nobody's from then on.
    ProgramLog log =
        ProgramLog.open(name, options.daemon() ? Optional.of(PROGRAM) : Optional.empty());
    SwitchLife life = new SwitchLife(log);
    Signals.ignoreOthers();
    Signals.onEnding(life::endBySignal);
    Signals.onRestart(life::restart);
    if (options.configured().file().isPresent()) {
      Signals.onReload(life::reload);
    }
    RunningSwitch running;
    try {
      running = begin(options, accounts, log, life, predecessor, anew);
      if (Training.isOn()) {
        running.rehearse();
      }
    } catch (StartException e) {
      if (!e.getMessage().isEmpty()) {
        System.err.println(name + ": " + e.getMessage());
      }
      return e.status();
    }
    if (options.daemon() && predecessor.isEmpty()) {
      Daemon.ready();
      log.info("VDE_SWITCH started");
    }
    running.survive(program);
    return life.run(running, program);
  }

  private static RunningSwitch begin(
      SwitchOptions options,
      Accounts accounts,
      Consumer<String> log,
      SwitchLife life,
      Optional<Predecessor> predecessor,
      SwitchContext.Anew anew)
      throws StartException {
    PassedFiles passed;
    GivenSockets given;
    try {
      passed = PassedFiles.find(System.getenv(), ProcessHandle.current().pid());
      given = GivenSockets.take(passed, options);
    } catch (IOException e) {
      throw new StartException(USAGE, e.getMessage(), e);
    }
    SwitchContext context =
        new SwitchContext(
            options,
            accounts,
            log,
            life::endByCommand,
            ServiceManager.find(System.getenv(), log),
            given,
            anew);
    if (predecessor.isPresent()) {
      return succeed(context, predecessor.get());
    }
    Optional<StoredSwitch> stored = StoredSwitch.find(passed, given.files());
    for (PassedFiles.PassedFile file : passed.rest()) {
      log.accept(
          "an open file was passed under the name %s, which is neither ctl nor console; name it so"
                  .formatted(file.name())
              + " (FileDescriptorName=)");
    }
    return stored.isPresent()
        ? RunningSwitch.revive(context, stored.get())
        : RunningSwitch.start(context);
  }

  private static RunningSwitch succeed(SwitchContext context, Predecessor predecessor)
      throws StartException {
    try {
      return RunningSwitch.succeed(context, predecessor);
    } catch (IOException e) {
      boolean told = predecessor.failed(e.getMessage());
      throw new StartException(USAGE, told ? "" : e.getMessage(), e);
    } finally {
      predecessor.close();
    }
  }
}
