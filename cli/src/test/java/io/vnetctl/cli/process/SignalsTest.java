package io.vnetctl.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignalsTest {
  private static final int INT = 2;
  private static final int TERM = 15;
  private static final int[] IGNORED = {1, 10, 13, 14, 16, 26, 27, 29, 30};

  @Test
  void termEndsWithStatusZero() throws IOException, InterruptedException {
    try (Jvm jvm = Jvm.start("signals")) {
      assertEquals("ready", jvm.readLine());
      jvm.signal(TERM);
      assertEquals("cleaned up after TERM", jvm.readLine());
      assertEquals(0, jvm.status());
      assertEquals("", jvm.readErrors());
    }
  }

  @Test
  void intEndsByTheSignalItself() throws IOException {
    Process python = new ProcessBuilder(python("p.send_signal(2); p.stdout.readline()")).start();
    // Python tells death by a signal (negative) from a status, which Java does not.
    assertEquals("-2", python.inputReader().readLine());
  }

  @Test
  void intIsHeardWhereTheCallerIgnoredIt() throws IOException, InterruptedException {
    List<String> shell = new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    shell.addAll(Jvm.command("signals"));
    try (Jvm jvm = Jvm.start(new ProcessBuilder(shell))) {
      assertEquals("ready", jvm.readLine());
      jvm.signal(INT);
      assertEquals("cleaned up after INT", jvm.readLine());
      assertEquals(128 + INT, jvm.status());
    }
  }

  @Test
  void othersAreIgnored() throws IOException, InterruptedException {
    try (Jvm jvm = Jvm.start("signals")) {
      assertEquals("ready", jvm.readLine());
      for (int number : IGNORED) {
        jvm.signal(number);
      }
      long ignored = Long.parseLong(field(jvm.proc("status"), "SigIgn"), 16);
      for (int number : IGNORED) {
        assertTrue((ignored >> (number - 1) & 1) == 1, "signal " + number);
      }
      jvm.signal(TERM);
      assertEquals("cleaned up after TERM", jvm.readLine());
      assertEquals(0, jvm.status());
    }
  }

  private static String field(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .findFirst()
        .orElseThrow()
        .substring(name.length() + 1)
        .strip();
  }

  private static List<String> python(String then) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "python3",
                "-c",
                "import subprocess, sys\n"
                    + "p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)\n"
                    + "p.stdout.readline()\n"
                    + then
                    + "\nprint(p.wait())"));
    command.addAll(Jvm.command("signals"));
    return command;
  }
}
