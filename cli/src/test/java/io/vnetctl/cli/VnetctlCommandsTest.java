package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.SubCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class VnetctlCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      VnetctlCommands.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void aSubCommandSaysTheVersion() {
    assertEquals(0, line.execute("demo", "--version"));
    assertTrue(out.toString().startsWith("vnetctl "), out.toString());
  }

  @Test
  void theTableOfCommandsNamesExactlyThese() {
    Set<String> words = new TreeSet<>(line.getSubcommands().keySet());
    words.add(SubCommand.HELP.word());
    assertEquals(
        new TreeSet<>(Stream.of(SubCommand.values()).map(SubCommand::word).toList()), words);
  }

  @Test
  void switchTakesItsArgumentsVerbatim() {
    List<String> words = List.of("-n8", "-tap", "x", "--", "-h", "@f", "--version", "a b", "");
    SwitchCommand command =
        (SwitchCommand)
            line.parseArgs(concat("switch", words)).subcommand().commandSpec().userObject();
    assertEquals(words, command.arguments());
  }

  @Test
  void unknownCommandIsAnErrorOfStatusOne() {
    assertEquals(1, line.execute("swich"));
    assertEquals(
        "vnetctl: does not know 'swich'; did you mean switch? see vnetctl --help\n",
        err.toString());
  }

  private static String[] concat(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toArray(String[]::new);
  }
}
