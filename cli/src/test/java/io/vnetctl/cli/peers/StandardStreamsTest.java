package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams and surroundings that a shell or a service manager may hand over. */
final class StandardStreamsTest {
  @TempDir Path folder;

  @Test
  void closedInputIsTheEndOfTheConsole() {
    try (PeerProcess vde = shell("exec \"$0\" -s \"$1/d\" <&-")) {
      assertEquals(0, vde.awaitExit(), vde::toString);
      assertEquals("", vde.output() + vde.errors());
    }
    assertFalse(Files.exists(folder.resolve("d")));
  }

  @Test
  void daemonStartsWithoutStreamsAndEnvironment() throws IOException {
    try (PeerProcess start =
        shell("exec env -i \"$0\" -s \"$1/d\" -M \"$1/m\" -p \"$1/p\" -d <&- >&- 2>&-")) {
      assertEquals(0, start.awaitExit(), start::toString);
    }
    try (DaemonProcess daemon = DaemonProcess.of(folder.resolve("p"));
        Console console = Console.open(folder.resolve("m"))) {
      console.succeed("port/showinfo");
      for (int standard = 0; standard <= 2; standard++) {
        assertEquals(Path.of("/dev/null"), daemon.file(standard));
      }
    }
  }

  @Test
  void fullDiskIsTold() {
    try (PeerProcess vde = shell("exec \"$0\" --version >/dev/full")) {
      assertEquals(1, vde.awaitExit());
      assertEquals("vde_switch: cannot write to standard output\n", vde.errors());
    }
  }

  @Test
  void removedDirectoryIsTold() {
    try (PeerProcess vde =
        shell("mkdir \"$1/gone\" && cd \"$1/gone\" && rmdir \"$1/gone\" && exec \"$0\" -s ../d")) {
      assertEquals(1, vde.awaitExit());
      assertEquals(
          "vde_switch: the directory you are in is gone; change to another",
          vde.errors().lines().toList().getLast());
    }
  }

  /** {@code $0} is the switch, {@code $1} the folder of the test. */
  private PeerProcess shell(String script) {
    return PeerProcess.start(
        "sh", "-c", script, SwitchProcess.program().toString(), folder.toString());
  }
}
