package io.vnetctl.cli;

import io.vnetctl.vde.client.Answer;
import java.io.IOException;
import java.io.PrintWriter;
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
  private static final int FAILED = 1;

  @Mixin private SwitchChoice choice;

  @Option(
      names = {"-n", "--dry-run"},
      description = "show what would change, and change nothing")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  /** 0, or 1 if nothing has changed because something is wrong. */
  @Override
  public Integer call() {
    Answer answer;
    try {
      answer = choice.ask(dryRun ? "config/check" : "config/reload").getFirst();
    } catch (IOException e) {
      spec.commandLine().getErr().println("vnetctl reload: " + e.getMessage());
      return FAILED;
    }
    PrintWriter to = answer.succeeded() ? spec.commandLine().getOut() : spec.commandLine().getErr();
    answer.data().forEach(to::println);
    if (!answer.succeeded()) {
      spec.commandLine().getErr().println("vnetctl reload: " + refusal(answer));
      return FAILED;
    }
    if (answer.data().isEmpty()) {
      to.println("nothing to change");
    }
    return 0;
  }

  private static String refusal(Answer answer) {
    return answer.data().isEmpty()
        ? "the switch says: " + answer.text() + "; is it one of vnetctl's?"
        : "nothing has changed";
  }
}
