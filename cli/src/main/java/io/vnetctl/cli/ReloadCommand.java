package io.vnetctl.cli;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.report.Json;
import io.vnetctl.vde.client.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vnetctl reload}: a switch becomes what its file says, all of it or nothing. */
@Command(
    name = "reload",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Have a switch read its configuration file once more and become what it says, at once and"
            + " as a whole; with any error, nothing changes and the status is 1. What was set at"
            + " the console and is not in the file is gone then: vnetctl config save keeps it."
            + " Each change is a line, and so is what waits for a restart.")
final class ReloadCommand implements Callable<Integer> {
  @Mixin private SwitchChoice choice;

  @Option(names = "--dry-run", description = "show what would change, and change nothing")
  private boolean dryRun;

  @Option(names = "--json", description = "print JSON instead of text")
  private boolean json;

  @Spec private CommandSpec spec;

  /** 0; 1 if nothing has changed because something is wrong; 2 if there is no such switch. */
  @Override
  public Integer call() throws CallException, IOException {
    Answer answer = choice.ask(dryRun ? "config/check" : "config/reload").getFirst();
    tell(answer);
    return answer.succeeded() ? 0 : CallException.FAILED;
  }

  private void tell(Answer answer) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (json) {
      out.println(json(answer));
    } else {
      answer.data().forEach((answer.succeeded() ? out : err)::println);
    }
    if (!answer.succeeded()) {
      err.println("vnetctl reload: " + refusal(answer));
    } else if (!json && answer.data().isEmpty()) {
      out.println("nothing to change");
    }
  }

  private String json(Answer answer) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("valid", answer.succeeded());
    members.put("dry_run", dryRun);
    members.put("changes", answer.succeeded() ? answer.data() : List.of());
    members.put("errors", answer.succeeded() ? List.of() : errors(answer));
    return Json.text(members);
  }

  private static List<String> errors(Answer answer) {
    return answer.data().isEmpty() ? List.of(refusal(answer)) : answer.data();
  }

  private static String refusal(Answer answer) {
    return answer.data().isEmpty()
        ? "the switch says: " + answer.text() + "; is it one of vnetctl's?"
        : "nothing has changed";
  }
}
