package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vnetctl console}: one command, or those of standard input; and the end of a switch. */
final class ConsoleCommandTest {
  private static final String VNETCTL = Repository.file("bin/vnetctl").toString();

  @TempDir Path folder;

  /** What a program has said. */
  private record Said(int status, String output, String errors) {}

  @Test
  void printsTheDataOfAnAnswerAndNothingElse() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-n", "8")) {
      assertEquals(
          new Said(0, "Numports=8\nHUB=false\ncounters=true\n", ""),
          console(vde, "", "port/showinfo"));
      assertEquals(new Said(0, "", ""), console(vde, "", "hash/setminper", "-1"));
    }
  }

  @Test
  void tellsWhatTheSwitchRefusesAndDoesNotKnow() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw")) {
      assertEquals(
          new Said(
              1,
              "",
              "vnetctl console: vlan/create 0: Invalid argument; 'help vlan/create' shows what it"
                  + " takes\n"),
          console(vde, "", "vlan/create", "0"));
      assertEquals(
          new Said(
              1,
              "",
              "vnetctl console: the switch has no command 'port/prnt'; did you mean port/print?\n"),
          console(vde, "", "port/prnt"));
      assertEquals(
          new Said(
              1,
              "",
              "vnetctl console: the switch has no command 'rubbish'; 'help' lists all there are\n"),
          console(vde, "", "rubbish"));
    }
  }

  @Test
  void takesCommandsOfItsInputUpToTheFirstThatIsRefused() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-n", "8")) {
      Said said =
          console(vde, "# mine\nvlan/create 5\nport/showinfo\nvlan/create 5\nvlan/create 6\n");

      assertEquals(1, said.status());
      assertEquals("Numports=8\nHUB=false\ncounters=true\n", said.output());
      assertTrue(
          said.errors().startsWith("vnetctl console: line 4: vlan/create 5: File exists;"),
          said.errors());
      String vlans = vde.ask("vlan/allprint");
      assertTrue(vlans.contains("VLAN 0005"), vlans);
      assertFalse(vlans.contains("VLAN 0006"), vlans);
    }
  }

  @Test
  void aConsoleThatIsNotThereIsNamed() {
    Path gone = folder.resolve("m");
    Said said = run("", VNETCTL, "console", "-S", gone.toString(), "showinfo");

    assertEquals(2, said.status());
    String start = "vnetctl console: QEMUMGMT " + gone + ": No such file or directory: no switch";
    assertTrue(said.errors().startsWith(start), said.errors());
    assertEquals(1, said.errors().lines().count());
  }

  @Test
  void afterShutdownTheFilesAreGone() throws IOException {
    String unixcmd = Repository.file("bin/unixcmd").toString();
    for (List<String> call : List.of(List.of(VNETCTL, "console", "-S"), List.of(unixcmd, "-s"))) {
      try (SwitchProcess vde = SwitchProcess.start(folder, "sw")) {
        String[] words =
            Stream.concat(call.stream(), Stream.of(vde.management().toString(), "shutdown"))
                .toArray(String[]::new);

        assertEquals(new Said(0, "", ""), run("", words));

        try (Stream<Path> left = Files.list(folder)) {
          assertEquals(List.of(), left.toList());
        }
        assertEquals(0, vde.process().awaitExit());
      }
    }
  }

  /** As with VDE's own switch, which cleans up before its process ends. */
  @Test
  void whoeverIsConnectedSeesTheEndWhenTheFilesAreGone() throws IOException {
    Path pid = folder.resolve("pid");
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-p", pid.toString());
        SocketChannel ends = SocketChannel.open(UnixDomainSocketAddress.of(vde.management()));
        SocketChannel looksOn = SocketChannel.open(UnixDomainSocketAddress.of(vde.management()))) {
      ends.write(ByteBuffer.wrap("shutdown\n".getBytes(StandardCharsets.US_ASCII)));

      for (SocketChannel console : List.of(ends, looksOn)) {
        while (console.read(ByteBuffer.allocate(4096)) >= 0) {
          // what it says until then
        }
        try (Stream<Path> left = Files.list(folder)) {
          assertEquals(List.of(), left.toList());
        }
      }
      assertEquals(0, vde.process().awaitExit());
    }
  }

  @Test
  void isATerminalWhereSomebodyTypes() throws IOException {
    Requirement.program("script", "bsdutils");
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-n", "8");
        PeerProcess shell =
            PeerProcess.start(
                "env",
                "TERM=vt100",
                "XDG_STATE_HOME=" + folder,
                "script",
                "-qefc",
                VNETCTL + " console -S " + vde.management(),
                "/dev/null")) {
      shell.awaitOutput("vde$ ");
      shell.write("exit\r");
      shell.awaitOutput("(Ctrl-D or logout leaves the console; shutdown stops the switch)");
      shell.write("logout\r");

      assertEquals(0, shell.awaitExit(), shell::toString);
    }
  }

  private static Said console(SwitchProcess vde, String input, String... words) {
    String[] call =
        Stream.concat(
                Stream.of(VNETCTL, "console", "-S", vde.management().toString()), Stream.of(words))
            .toArray(String[]::new);
    return run(input, call);
  }

  private static Said run(String input, String... command) {
    try (PeerProcess process = PeerProcess.start(command)) {
      process.write(input);
      process.closeInput();
      int status = process.awaitExit();
      return new Said(status, process.output(), process.errors());
    }
  }
}
