package io.vnetctl.cli.privilege;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.PrivilegeWords;
import io.vnetctl.cli.call.ProcStatus;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.report.Terminal;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.Settings;
import io.vnetctl.cli.settings.SwitchPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a call that changes the host gets its privileges (spec vnetctl, chapter 7): decided once,
 * before anything is done, and never again after a failure.
 */
public sealed interface Privilege {
  /** This process has them. */
  record Held() implements Privilege {}

  /**
   * The whole call is handed to another process, which has them.
   *
   * @param elevation what to run; its status is that of the call
   */
  record Borrowed(Elevation elevation) implements Privilege {}

  /**
   * Decides for create or cancel. Resolves owner and paths first, so that the other process need
   * not know who called.
   *
   * @throws CallException status 2: there are no privileges, and what an administrator can do;
   *     status 1: owner or paths are wrong
   */
  static Privilege decide(Call call, Caller caller, Settings settings) throws CallException {
    return decide(
        call,
        caller,
        settings,
        ProcStatus.ofThisProcess().mayConfigureNetwork(),
        Terminal.isOn(Terminal.STDIN));
  }

  /**
   * The same with what was asked from the process.
   *
   * @param held whether this process may configure the network
   * @param interactive whether standard input is a terminal
   */
  static Privilege decide(
      Call call, Caller caller, Settings settings, boolean held, boolean interactive)
      throws CallException {
    if (held) {
      return new Held();
    }
    if (call.reexec().isPresent()) {
      throw CallException.missing(
          call.action().word()
              + " was started anew as "
              + caller.user()
              + ", and still may not configure the network (CAP_NET_ADMIN); see what bounds that"
              + " user's capabilities");
    }
    PrivilegeWords words = call.privilege().map(PrivilegeWords::of).orElse(PrivilegeWords.NONE);
    StringBuilder absent = new StringBuilder();
    for (Mechanism mechanism : Mechanism.values()) {
      if (isEnabled(mechanism, words, settings)) {
        Optional<Path> program = inPath(mechanism.program(), caller);
        if (program.isPresent()) {
          boolean mayAsk = mechanism == Mechanism.SUDO && interactive && words.namesSudo();
          return new Borrowed(
              new Elevation(
                  mechanism,
                  program.get(),
                  mayAsk,
                  PrivilegedCall.words(
                      call,
                      SwitchPaths.of(call, caller, settings),
                      Owner.of(call, caller),
                      NetworkSession.of(caller)),
                  Elevation.Limits.of(call, mayAsk),
                  caller,
                  Permission.advice(call, caller)));
        }
        absent.append(absent.isEmpty() ? "" : ", ").append(mechanism.program());
      }
    }
    throw CallException.missing(
        call.action().word()
            + " needs the privileges of root (CAP_NET_ADMIN), and "
            + (absent.isEmpty()
                ? "neither sudo nor ksu is switched on"
                : absent + " is switched on, but not in PATH")
            + "; "
            + Permission.advice(call, caller));
  }

  /** Says so where sudo has made the caller root, whose switch is another one than his. */
  static void hint(Call call, Caller caller, Messages messages) {
    String before = caller.environment().getOrDefault("SUDO_USER", "");
    if (!before.isEmpty()
        && !before.equals(caller.user())
        && call.owner().isEmpty()
        && call.reexec().isEmpty()) {
      messages.warning(
          "sudo made you "
              + caller.user()
              + ", so this is about the switch of "
              + caller.user()
              + "; for that of "
              + before
              + " add -u "
              + before);
    }
  }

  private static boolean isEnabled(Mechanism mechanism, PrivilegeWords words, Settings settings) {
    return switch (mechanism) {
      case KSU ->
          words.ksu().orElseGet(() -> settings.isOn("USE_K5USERS") || settings.isOn("USE_KSU"));
      case SUDO -> words.sudo().orElseGet(() -> settings.isOn("USE_SUDO"));
    };
  }

  /** Relative entries of PATH name a different program in each directory: they do not count. */
  private static Optional<Path> inPath(String program, Caller caller) {
    for (String folder : caller.environment().getOrDefault("PATH", "").split(":")) {
      if (folder.startsWith("/")) {
        Path path = Path.of(folder).resolve(program);
        if (Files.isRegularFile(path) && Files.isExecutable(path)) {
          return Optional.of(path);
        }
      }
    }
    return Optional.empty();
  }
}
