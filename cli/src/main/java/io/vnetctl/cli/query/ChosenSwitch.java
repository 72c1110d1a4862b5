package io.vnetctl.cli.query;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.settings.Settings;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.SocketProbe.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The switch that a call means which does not change the host. Its control directory names it as
 * well as its console does: whichever is given alone, the other one is found out.
 *
 * @param paths where its files are; of what is not given those of the user's own switch
 * @param named what the call gives
 * @param configured whether the console is that of the settings, which count where nothing is found
 * @param live finds the switches that run; asked only where one has to be found, or is missing
 */
public record ChosenSwitch(
    SwitchPaths paths, Named named, boolean configured, Supplier<LiveSwitches> live) {
  /** What of a switch a call gives. */
  enum Named {
    /** Neither path: it is the user's own. */
    NOT,
    /** The control directory alone, -s. */
    DIRECTORY,
    /** The console, -S; the control directory alone is not given. */
    CONSOLE,
    /** Both. */
    BOTH
  }

  /**
   * The one of a call. Programs called as ctys-vnetctl take the console of the settings unless one
   * is given, whatever the directory.
   *
   * @throws CallException status 1: there is no such user, or a path that no socket can have
   */
  public static ChosenSwitch of(Call call, Caller caller, Settings settings) throws CallException {
    boolean directory = call.qemuSock().isPresent() && caller.isExtended();
    Named named =
        call.qemuMgmt().isPresent()
            ? call.qemuSock().isPresent() ? Named.BOTH : Named.CONSOLE
            : directory ? Named.DIRECTORY : Named.NOT;
    return new ChosenSwitch(
        SwitchPaths.of(call, caller, settings),
        named,
        settings.value("QEMUMGMT").isPresent(),
        LiveSwitches::now);
  }

  /**
   * The same with its console.
   *
   * @throws CallException status 2 if only the directory is known, and no switch is found there
   */
  SwitchPaths withConsole() throws CallException {
    if (named != Named.DIRECTORY) {
      return paths;
    }
    Optional<LiveSwitch> found = live.get().at(paths.qemuSock());
    if (found.isEmpty() && configured) {
      return paths;
    }
    Path console =
        found
            .orElseThrow(() -> noDirectory(live.get()))
            .console()
            .orElseThrow(
                () ->
                    CallException.missing(
                        "QEMUSOCK %s: the switch there has no console, or none that you may see; name it with -S"
                            .formatted(paths.qemuSock())));
    return new SwitchPaths(paths.owner(), paths.qemuSock(), console, paths.pidFile());
  }

  /**
   * The same with its control directory, where only the console is given and does not answer: that
   * of the process which has the console.
   */
  SwitchPaths withDirectory() {
    return named == Named.CONSOLE
        ? ofConsole(paths.qemuMgmt())
            .map(
                one ->
                    new SwitchPaths(
                        paths.owner(), one.directory(), paths.qemuMgmt(), paths.pidFile()))
            .orElse(paths)
        : paths;
  }

  private Optional<LiveSwitch> ofConsole(Path console) {
    return live.get().all().stream()
        .filter(one -> one.console().filter(console::equals).isPresent())
        .findFirst();
  }

  /** Its process, where the directory alone is given; it need not have a console then. */
  public OptionalLong process() {
    return named == Named.DIRECTORY
        ? live.get().at(paths.qemuSock()).map(LiveSwitch::pid).orElse(OptionalLong.empty())
        : OptionalLong.empty();
  }

  /** Whether the console alone is given, which then says what the directory is. */
  public boolean isByConsole() {
    return named == Named.CONSOLE;
  }

  private CallException noDirectory(LiveSwitches switches) {
    if (FileState.ofListener(paths.ctl()) == State.LIVE) {
      return CallException.missing(
          "QEMUSOCK %s: somebody listens there whose process is hidden from you, and so is the console; name it with -S, or call vnetctl as the owner or root"
              .formatted(paths.qemuSock()));
    }
    String text = "QEMUSOCK " + paths.qemuSock() + ": no switch serves it";
    if (Files.isDirectory(paths.qemuSock()) && !Files.isExecutable(paths.qemuSock())) {
      return CallException.missing(
          "QEMUSOCK %s: only its owner and root may use it; call vnetctl as one of them"
              .formatted(paths.qemuSock()));
    }
    if (Files.isDirectory(paths.qemuSock()) || Files.notExists(paths.qemuSock())) {
      return CallException.missing(text + others("-s", paths.qemuSock(), switches.directories()));
    }
    return CallException.missing(text + ", and it is no directory; a console is named with -S");
  }

  /** What to say of a console that is not there. */
  String absentConsole() {
    LiveSwitches switches = live.get();
    Optional<LiveSwitch> own = switches.at(paths.qemuSock());
    if (named == Named.NOT && own.isPresent()) {
      return "the switch of user %s runs, but has no console there; '%s' ends it"
          .formatted(paths.owner(), callWith("-f cancel"));
    }
    if (named == Named.NOT) {
      return "there is no switch of user %s; make one with '%s'%s; 'vnetctl -h' explains all commands"
          .formatted(paths.owner(), callWith("create"), running(switches));
    }
    return "no switch has its console there" + others("-S", paths.qemuMgmt(), switches.consoles());
  }

  /** What to say of a console at which nobody listens any more. */
  String deadConsole() {
    return named == Named.NOT
        ? "the switch has ended; start a new one with " + callWith("create")
        : "the switch that had it has ended; 'vnetctl list' shows those that run";
  }

  /**
   * What to do about a switch that does not answer.
   *
   * @param console where it listens
   */
  String mute(Path console) {
    OptionalLong pid = ofConsole(console).map(LiveSwitch::pid).orElse(OptionalLong.empty());
    return named == Named.NOT || pid.isEmpty()
        ? "its process is stopped or stuck: continue it, or end it with " + callWith("-f cancel")
        : "its process is stopped or stuck: 'kill -CONT %1$d' continues it, 'kill -KILL %1$d' ends it"
            .formatted(pid.getAsLong());
  }

  private String callWith(String words) {
    return "vnetctl -u " + paths.owner() + " " + words;
  }

  private static String running(LiveSwitches switches) {
    List<Path> consoles = switches.consoles().stream().filter(Files::isWritable).toList();
    return switch (consoles.size()) {
      case 0 -> "";
      case 1 -> ", or name the one that runs: -S " + consoles.getFirst();
      default -> ", or name one of those that run ('vnetctl list'): -S " + consoles.getFirst();
    };
  }

  private static String others(String option, Path wrong, Collection<Path> paths) {
    if (paths.isEmpty()) {
      return "; none runs here that you may see";
    }
    return LiveSwitches.nearest(wrong, paths)
            .map(near -> "; did you mean " + option + " " + near + "? ")
            .orElse("; ")
        + "'vnetctl list' shows those that run";
  }
}
