package io.vnetctl.cli;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.handover.RestartRequest;
import io.vnetctl.cli.query.ChosenSwitch;
import io.vnetctl.cli.query.SwitchConsole;
import io.vnetctl.cli.report.Json;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  @Mixin private NamedSwitch named;

  @Option(names = "--json", description = "print JSON instead of text")
  private boolean json;

  @Spec private CommandSpec spec;

  /** 0; 1 if the switch runs where it ran; 2 if it is not found, or not the caller's. */
  @Override
  public Integer call() throws CallException, IOException {
    long before = pid();
    long after = restart(before);
    spec.commandLine()
        .getOut()
        .println(
            json
                ? json(before, after)
                : "restarted: was process %d, is %d".formatted(before, after));
    return 0;
  }

  private static long restart(long pid) throws CallException, IOException {
    try {
      return new RestartRequest(pid).perform();
    } catch (AccessDeniedException e) {
      throw CallException.missing(e.getMessage(), e);
    }
  }

  private static String json(long before, long after) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("pid_before", before);
    members.put("pid", after);
    return Json.text(members);
  }

  /** A switch without a console is known by its control directory. */
  private long pid() throws CallException {
    ChosenSwitch chosen = named.chosen();
    OptionalLong known = chosen.process();
    if (known.isPresent()) {
      return known.getAsLong();
    }
    try (SwitchConsole console = named.open(chosen)) {
      return console.info().pid();
    }
  }
}
