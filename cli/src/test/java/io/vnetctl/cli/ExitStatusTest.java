package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.Callers;
import io.vnetctl.cli.call.CommandName;
import io.vnetctl.cli.call.ExitStatus;
import io.vnetctl.cli.call.SubCommand;
import io.vnetctl.cli.manual.ManualTree;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Alike mistakes have the same status, whichever command they are made with. */
final class ExitStatusTest {
  private static final String NOWHERE = "/nonexistent/vde.mgmt";

  /** What a call came to. */
  private record Ended(int status, String err) {}

  /** All commands but the switch, whose words and statuses are those of vde_switch. */
  static Stream<String> commands() {
    return Stream.concat(
        CommandName.all(true).stream()
            .filter(name -> name != SubCommand.SWITCH && name != SubCommand.HELP)
            .map(CommandName::word),
        Stream.of("config check", "config save"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void wrongWordsAreOneLineAndStatusOne(String command) {
    for (String wrong : List.of("--nosuch", "-Q", "/nonexistent/word another", "-u")) {
      if (wrong.startsWith("/") && List.of("console", "config check").contains(command)) {
        continue; // any number of words, which mean something
      }
      Ended ended = run(command + " " + wrong);
      assertEquals(ExitStatus.FAILED.number(), ended.status(), command + " " + wrong);
      assertEquals(1, ended.err().lines().count(), ended.err());
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsStatusZero(String command) {
    for (String help : List.of("-h", "--help")) {
      assertEquals(new Ended(0, ""), run(command + " " + help), command);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info",
        "ports",
        "fdb",
        "vlans",
        "restart",
        "reload",
        "config save",
        "console",
        "qemu-args",
        "ports -X",
        "vlans --json",
        "reload --json",
        "restart --json",
      })
  void aSwitchThatIsNotThereIsOneLineAndStatusTwo(String command) {
    for (String option : List.of("-S", "-M", "--mgmt")) {
      Ended ended = run(command + " " + option + " " + NOWHERE);
      assertEquals(ExitStatus.MISSING.number(), ended.status(), ended.err());
      assertEquals(1, ended.err().lines().count(), ended.err());
      assertTrue(ended.err().contains("no switch has its console there"), ended.err());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"info", "ports", "fdb", "vlans", "restart", "reload", "config save", "console"})
  void aDirectoryThatNoSwitchServesIsOneLineAndStatusTwo(String command) {
    for (String option : List.of("-s", "--sock")) {
      Ended ended = run(command + " " + option + " /nonexistent/vde.ctl");
      assertEquals(ExitStatus.MISSING.number(), ended.status(), ended.err());
      assertEquals(1, ended.err().lines().count(), ended.err());
      assertTrue(ended.err().contains("/nonexistent/vde.ctl: no switch serves it"), ended.err());
    }
  }

  @Test
  void theVerdictOfACheckIsStatusOne() {
    assertEquals(ExitStatus.FAILED.number(), run("check -S " + NOWHERE).status());
    assertEquals(ExitStatus.FAILED.number(), run("config check /nonexistent/lab.conf").status());
  }

  @Test
  void everyPageOfACommandHasTheTable() {
    ManualTree tree = new ManualTree(ProgramTable.all(), ConfigTable.KEYS);
    for (CommandName name : CommandName.all(true)) {
      String page = tree.text("vnetctl-" + name.word()).orElseThrow();
      assertTrue(page.contains("\nEXIT STATUS\n"), name.word());
      boolean own = name == SubCommand.SWITCH || name == Action.CHECK;
      for (ExitStatus status : ExitStatus.values()) {
        String start = status.meaning().substring(0, status.meaning().indexOf(' '));
        assertTrue(own || page.contains("\n    " + status.number()), name.word());
        assertTrue(own || page.contains(start), name.word());
      }
    }
  }

  private static Ended run(String text) {
    List<String> words = List.of(text.split(" "));
    if (SubCommand.of(words.getFirst()).isPresent()) {
      return runSubCommand(words);
    }
    Callers jo = Callers.of("jo", Path.of("/nonexistent"), Map.of());
    int status = new Vnetctl(jo.caller(), new LocalActions()).run(words);
    return new Ended(status, jo.err());
  }

  private static Ended runSubCommand(List<String> words) {
    StringWriter err = new StringWriter();
    CommandLine line =
        VnetctlCommands.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(words);
    return new Ended(line.execute(all.toArray(String[]::new)), err.toString());
  }
}
