package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What programs answer to people who make mistakes, and who wait. */
final class WrongWordsTest {
  private static final String TABLE = "wrong-words.txt";
  private static final String MESSAGE = "^[^: ]+:[^:@ ]+@[^: ]+:[0-9]+:ERROR:[0-9]:";
  private static final String GOES_ON = "...";

  private static Host host;

  @BeforeAll
  static void start() {
    host = Host.bare();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void eachWrongCommandHasTheAnswerOfTheTable() throws IOException {
    List<String> expected = table();
    List<String> found = new ArrayList<>();
    for (int i = 0; i + 1 < expected.size(); i += 2) {
      String command = expected.get(i);
      found.add(command);
      String answer = answer(command);
      String row = expected.get(i + 1);
      boolean matches =
          row.endsWith(GOES_ON)
              && answer.startsWith(row.substring(0, row.length() - GOES_ON.length()));
      found.add(matches ? row : answer);
    }
    assertTrue(expected.size() / 2 > 30, "the table is there");
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }

  private static String answer(String command) {
    String[] words = command.split(" ");
    Ended ended = host.ours(words[0], Arrays.copyOfRange(words, 1, words.length)).run();
    String line = ended.err().lines().findFirst().orElse("");
    return "  "
        + ended.status()
        + "  "
        + line.replaceFirst(MESSAGE, "").replaceAll("\\S+/bin/(?=vde_tunctl)", "");
  }

  private static List<String> table() throws IOException {
    try (InputStream stream = WrongWordsTest.class.getResourceAsStream(TABLE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void onATerminalItSaysWhichHostItWaitsForAndElsewhereNothing() throws IOException {
    Path ssh = host.file("/run/slow-ssh");
    // answers as soon as the user has been told, so that nobody waits longer than that
    Files.writeString(
        ssh, "#!/bin/sh\nuntil grep -q 'still waiting' /run/seen; do sleep 0.1; done\n");
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
    String call =
        "NO_COLOR=1 CTYS_SSH=/run/slow-ssh " + Host.installed("vnetctl") + " -r h1 -n list";
    String seen = host.program("script", "-qfec", call, "/run/seen").run().expect(0).out();
    assertTrue(seen.contains("INFO:1:still waiting for h1 (1 s)"), seen);

    // now it answers at once
    Ended quiet = host.vnetctl("-r", "h1", "-n", "list").env("CTYS_SSH", "/run/slow-ssh").run();
    assertFalse(quiet.err().contains("still waiting"), quiet.err());
  }
}
