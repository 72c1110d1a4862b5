package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class VnetctlCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      VnetctlCommands.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void versionOptionAndCommandPrintTheSame() {
    assertEquals(0, line.execute("--version"));
    String version = out.toString();
    out.getBuffer().setLength(0);
    assertEquals(0, line.execute("version"));
    assertEquals(version, out.toString());
    assertTrue(version.startsWith("vnetctl "), version);
  }

  @Test
  void helpNamesTheCommands() {
    assertEquals(0, line.execute("help"));
    for (String command : List.of("switch", "version")) {
      assertTrue(out.toString().contains("  " + command), out.toString());
    }
  }

  @Test
  void theProgramKnowsAllSubCommands() {
    for (String command : line.getSubcommands().keySet()) {
      assertTrue(VnetctlMain.isSubCommand(command), command);
    }
    assertFalse(VnetctlMain.isSubCommand("list"));
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
  void unknownCommandIsAnErrorOfStatusTwo() {
    assertEquals(2, line.execute("swich"));
    assertEquals("vnetctl: does not know 'swich'; see vnetctl help\n", err.toString());
  }

  private static String[] concat(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toArray(String[]::new);
  }
}
