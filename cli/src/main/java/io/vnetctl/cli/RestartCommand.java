package io.vnetctl.cli;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.handover.RestartRequest;
import io.vnetctl.cli.handover.SwitchSearch;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vnetctl restart}: a user's switch goes on in a new process, nobody reconnects. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Have a switch go on in a new process, of the version that is installed now. Clients,"
            + " guests and TAPs stay connected; if the new process does not come up, the old one"
            + " goes on. For the owner of the switch and root.")
final class RestartCommand implements Callable<Integer> {
  @Option(names = "-u", paramLabel = "USER", description = "whose switch; default: yours")
  private String user;

  @Option(
      names = {"-s", "--sock"},
      paramLabel = "PATH",
      description = "control directory of the switch, QEMUSOCK; default: as with vnetctl info")
  private String sock;

  @Option(
      names = {"-S", "--mgmt"},
      paramLabel = "PATH",
      description = "console of the switch, QEMUMGMT; default: as with vnetctl info")
  private String mgmt;

  @Spec private CommandSpec spec;

  /** 0, or 1 if the switch runs where it ran, or is not found. */
  @Override
  public Integer call() {
    try {
      long before =
          new SwitchSearch(UsersSwitch.paths(user, sock, mgmt)).pid(sock != null && mgmt == null);
      long after = new RestartRequest(before).perform();
      spec.commandLine().getOut().printf("restarted: was process %d, is %d%n", before, after);
      return 0;
    } catch (CallException e) {
      spec.commandLine().getErr().println("vnetctl restart: " + e.getMessage());
      return e.status();
    } catch (IOException e) {
      spec.commandLine().getErr().println("vnetctl restart: " + e.getMessage());
      return CallException.FAILED;
    }
  }
}
