package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.SwitchCommandLine;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units, and systemd's own programs that need no systemd running. */
final class SystemdTest {
  private static final Path UNITS = Repository.file("packaging/systemd");

  @TempDir Path folder;

  @Test
  void unitIsHardened() {
    Requirement.program("systemd-analyze", "systemd");
    // Fails above the threshold, in tenths: below 5.0 it says OK.
    String table =
        PeerProcess.run(
            "systemd-analyze",
            "security",
            "--offline=true",
            "--threshold=49",
            "--no-pager",
            UNITS.resolve("vnetctl-switch@.service").toString());

    String last = table.lines().reduce((_, line) -> line).orElseThrow();
    assertTrue(last.contains(" OK"), last);
  }

  @Test
  void unitStartsTheSwitchWithOptionsThatItTakes() throws IOException {
    String line =
        Files.readString(UNITS.resolve("vnetctl-switch@.service"))
            .lines()
            .filter(it -> it.startsWith("ExecStart=/bin/sh -c '"))
            .findFirst()
            .orElseThrow();
    String[] words =
        Arrays.stream(line.split("' %i ", 2)[1].split(" "))
            .filter(word -> !word.startsWith("$"))
            .map(word -> word.replace("%i", "lan"))
            .toArray(String[]::new);

    SwitchCommandLine.Outcome outcome =
        new SwitchCommandLine(
                "vde_switch",
                false,
                name -> OptionalInt.of(1),
                name -> Optional.empty(),
                name -> OptionalInt.empty(),
                file -> {
                  throw new IOException("cannot read " + file);
                })
            .parse(words);

    assertInstanceOf(SwitchCommandLine.Outcome.Run.class, outcome, outcome::toString);
  }

  @Test
  void firstClientStartsASwitchThatSocketActivateWaitsFor() throws IOException {
    Requirement.program("systemd-socket-activate", "systemd");
    Path directory = Files.createDirectory(folder.resolve("sw"));
    Path ctl = directory.resolve("ctl");
    try (PeerProcess service =
        PeerProcess.start(
            "systemd-socket-activate",
            "--listen=" + ctl,
            "--fdname=ctl",
            SwitchProcess.program().toString(),
            "--nostdin",
            "-s",
            directory.toString(),
            "-f",
            folder.resolve("no.rc").toString())) {
      Eventually.await(() -> Files.exists(ctl), service::toString);
      try (Plug alice = Plug.connect(ctl, 0, service);
          Plug bob = Plug.connect(ctl, 0, service)) {
        HotRestartTest.talk(alice, bob);
      }

      service.terminate();
      assertEquals(0, service.awaitExit(), service::toString);
      try (Stream<Path> left = Files.list(directory)) {
        assertEquals(1, left.count());
      }
    }
  }
}
