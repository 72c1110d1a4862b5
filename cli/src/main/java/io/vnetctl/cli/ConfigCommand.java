package io.vnetctl.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vnetctl config …}: what can be done with a configuration file. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Check the configuration file of a switch, or save to it what is so now. A bare NAME is"
            + " /etc/vnetctl/switch/NAME.conf; what has a slash is a path.",
    subcommands = {ConfigCheckCommand.class, ConfigSaveCommand.class})
final class ConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "needs check or save");
  }
}
