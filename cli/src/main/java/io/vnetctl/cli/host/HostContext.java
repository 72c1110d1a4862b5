package io.vnetctl.cli.host;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.privilege.NetworkSession;
import io.vnetctl.cli.process.Daemon;
import io.vnetctl.cli.process.ProgramStart;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.Settings;
import io.vnetctl.vde.Accounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a change of the host needs to know of its surroundings.
 *
 * @param session how the caller came here, found out before any re-exec
 */
public record HostContext(
    Call call, Caller caller, Settings settings, Messages messages, NetworkSession session) {
  private static final String SEARCH_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /**
   * The program of the switch. VDE_SWITCH counts only for who has the privileges himself: after a
   * re-exec it would be run by root (spec vnetctl, chapter 15, 7).
   */
  SwitchProgram switchProgram() throws CallException {
    String other = isOnBehalf() ? "" : settings.value("VDE_SWITCH").orElse("");
    return other.isEmpty()
        ? new SwitchProgram.Own(ownProgram("vde_switch"))
        : new SwitchProgram.Foreign(Path.of(other).toAbsolutePath());
  }

  /** A program beside this one, wherever a link to this one may be. */
  Path ownProgram(String name) throws CallException {
    try {
      return caller.program().toRealPath().resolveSibling(name);
    } catch (IOException e) {
      throw CallException.missing(
          "cannot find %s beside %s: %s".formatted(name, caller.program(), e.getMessage()), e);
    }
  }

  /** Whether a process of the caller has rights that the owner has not. */
  boolean mustGiveUpRights(Owner owner) {
    return owner.uid() != caller.uid() || caller.uid() == 0 && owner.gid() != 0;
  }

  /** How long the switch may take until it serves: longer or shorter as --timeout is. */
  Duration startPatience() {
    return call.timeout().multipliedBy(ProgramStart.PATIENCE.dividedBy(Call.DEFAULT_TIMEOUT));
  }

  /** All that a switch finds in its environment: nothing of the caller's, who may be root. */
  Map<String, String> environmentFor(SwitchProgram program, Owner owner) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", SEARCH_PATH);
    environment.put("HOME", new Accounts().homeOf(owner.uid()).orElse("/"));
    environment.put("USER", owner.name());
    environment.put("LOGNAME", owner.name());
    if (program instanceof SwitchProgram.Own) {
      environment.put("JAVA_HOME", System.getProperty("java.home"));
      environment.put(Daemon.CHILD_VARIABLE, "yes");
    }
    return environment;
  }

  StateDirectory stateDirectory() throws CallException {
    return StateDirectory.open(caller, settings.socketBase());
  }

  /** The same if there is one already. */
  Optional<StateDirectory> presentStateDirectory() {
    return StateDirectory.present(caller, settings.socketBase());
  }

  /** How the same switch is named in another call, for advice. */
  String callWith(String words) {
    List<String> call = new ArrayList<>(List.of(caller.tool()));
    this.call.owner().ifPresent(user -> call.addAll(List.of("-u", user)));
    this.call.qemuSock().ifPresent(path -> call.addAll(List.of("-s", path)));
    this.call.qemuMgmt().ifPresent(path -> call.addAll(List.of("-S", path)));
    call.add(words);
    return String.join(" ", call);
  }

  /** Whether it is somebody else's call, who may do this by sudo or ksu and nothing more. */
  boolean isOnBehalf() {
    return call.reexec().isPresent();
  }
}
