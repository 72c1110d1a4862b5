package io.vnetctl.cli;

import io.vnetctl.cli.service.ServiceManager;
import io.vnetctl.core.Switch;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.ControlDirectory;
import io.vnetctl.vde.ControlSession;
import io.vnetctl.vde.console.SwitchIdentity;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a process is told of the switch that it is to run.
 *
 * @param options as they were given
 * @param accounts users and groups of the host
 * @param log takes lines for the administrator
 * @param onShutdown is called when a console ends the switch
 * @param manager that has started it as a service
 * @param given sockets that the manager has made for it
 * @param anew the command line that they came from
 */
record SwitchContext(
    SwitchOptions options,
    Accounts accounts,
    Consumer<String> log,
    Runnable onShutdown,
    Optional<ServiceManager> manager,
    GivenSockets given,
    Anew anew) {
  /** The command line of the switch, to be read once more. */
  interface Anew {
    /** Reads it, and the configuration file that it names. */
    SwitchCommandLine.Outcome parse(ConfigSource files);
  }

  ControlDirectory.Modes modes() {
    return new ControlDirectory.Modes(
        options.modes().sockets(), options.modes().directory(), options.gid());
  }

  ControlSession.PortZero portZero() {
    return new ControlSession.PortZero(options.consoleMode(), options.consoleGid());
  }

  /** What the console says of the switch. */
  SwitchIdentity identity(Switch network, ControlDirectory directory) {
    return new SwitchIdentity(
        ProcessHandle.current().pid(),
        network.config().mac(),
        network::uptimeSeconds,
        directory.path().toString(),
        options.modes().sockets(),
        options
            .console()
            .map(
                path ->
                    new SwitchIdentity.ManagementSocket(path.toString(), options.consoleMode())));
  }
}
