package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.tap.Requirement;
import io.vnetctl.vde.Accounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same command lines to the original. A control directory that cannot be made ends it as soon
 * as its options are read, with a status that nothing else has.
 */
final class SwitchCommandLineDifferentialTest {
  private static final String ORIGINAL = "/usr/bin/vde_switch";
  private static final int STATUS_NO_DIRECTORY = 255;

  private static final List<String> COMMAND_LINES =
      List.of(
          "",
          "-v",
          "--version",
          "-version",
          "--ver",
          "-h",
          "--help",
          "-he",
          "-h -v",
          "-v -h",
          "-xv",
          "-dx -v",
          "extra",
          "extra -v",
          "-- -v",
          "-",
          "-x -F --hub -fstp",
          "-n 0",
          "-n -5",
          "-n 0 -v",
          "-n abc",
          "-n 0x",
          "-n 08",
          "-n8",
          "-n=8",
          "-n=0",
          "--n 8",
          "--numports=0",
          "-numports 9",
          "--macaddr 00:11:22",
          "--macaddr 00:11:22:33:44:55",
          "--macaddr 00.11.22.33.44.55",
          "--macaddr 00:11.22:33.44:55",
          "--macaddr 00:11:22:33:44:5z",
          "--macaddr 00:11:22:33:44:55:66",
          "--macaddr 00:11:22:33:44:zz",
          "--macaddr 0:0:0:0:0:-5",
          "--macaddr x -v",
          "--ma 0:1:2:3:4:5",
          "--priority 0x12345",
          "--priority abc",
          "--hashsize 100",
          "--hashsize 0",
          "--hashsize abc",
          "-m 660",
          "-mod 660",
          "--mode=",
          "-m 9",
          "--dirmode 755",
          "-g root",
          "-g 0",
          "-g nosuch",
          "-g nosuch -v",
          "-gnosuch extra",
          "--mgmtgroup nosuch",
          "--mgmtgroup root --mgmtmode 660",
          "-D 3",
          "-de 3",
          "--debugclients=x",
          "-p /nonexistent/pid",
          "-f /nonexistent/rc",
          "-M /nonexistent/mgmt",
          "-t tap0 -tap tap1 --tap=tap2",
          "-mgmt -v",
          "-hub");

  @Test
  void decidesLikeTheOriginal(@TempDir Path empty) throws Exception {
    Requirement.program(ORIGINAL, "vde-switch");
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (String line : COMMAND_LINES) {
      List<String> words = new ArrayList<>(List.of("-s", empty + "/no/such/directory"));
      words.addAll(line.isEmpty() ? List.of() : List.of(line.split(" ")));
      expected.add(line + " => " + original(words));
      actual.add(line + " => " + ours(words));
    }

    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  private static String ours(List<String> words) {
    Outcome outcome =
        new SwitchCommandLine(
                "prog",
                true,
                new Accounts()::gidOf,
                _ -> Optional.empty(),
                _ -> OptionalInt.empty(),
                file -> {
                  throw new IOException("no " + file);
                })
            .parse(words.toArray(String[]::new));
    return switch (outcome) {
      case Outcome.Misconfigured _ -> throw new AssertionError("no file was named");
      case Outcome.Run _ -> "runs";
      case Outcome.Usage _ -> "usage";
      case Outcome.Version _ -> "version";
      case Outcome.Refusal refusal -> "refuses " + refusal.status();
    };
  }

  private static String original(List<String> words) throws Exception {
    List<String> command = new ArrayList<>(List.of(ORIGINAL));
    command.addAll(words);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (out.startsWith("Usage: ") && status == 1) {
      return "usage";
    }
    if (out.startsWith("VDE ") && status == 0) {
      return "version";
    }
    return status == STATUS_NO_DIRECTORY ? "runs" : "refuses " + status;
  }
}
