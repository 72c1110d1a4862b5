package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's console clients (vde-console 7) on the switch. */
final class ConsoleClientsTest {
  private static final String UNIXCMD_SCRIPT = "/etc/vde2/vdecmd";

  @TempDir Path folder;

  @Test
  void unixtermRelaysCommandsAndAnswers() throws IOException {
    Requirement.program("unixterm", "vde2");
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        PeerProcess term = PeerProcess.start("/usr/bin/unixterm", vde.management().toString())) {
      term.awaitOutput("VDE switch V.");
      term.awaitOutput("\nvde$ ");

      term.write("vlan/create 7\n");
      term.awaitOutput("1000 Success\n\nvde$ ");
      term.write("vlan/create 7\n");
      term.awaitOutput("1017 File exists\n\nvde$ ");
      term.write("port/showinfo\n");
      term.awaitOutput("0000 DATA END WITH '.'\nNumports=32\nHUB=false\ncounters=true\n.\n1000 ");
      term.write("logout\n");

      assertEquals(0, term.awaitExit(), term::toString);
      assertTrue(vde.ask("vlan/print 7").contains("VLAN 0007\n"));
    }
  }

  @Test
  void unixtermShowsEvents() throws IOException {
    Requirement.program("unixterm", "vde2");
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        PeerProcess term = PeerProcess.start("/usr/bin/unixterm", vde.management().toString())) {
      term.write("debug/add port\n");
      term.awaitOutput("1000 Success");
      try (Plug _ = Plug.connect(vde, 9)) {
        term.awaitOutput("3021 port/+ 09\n");
        term.awaitOutput("-> \"test plug\"\n");
      }
      term.awaitOutput("3022 port/- 09\n");
    }
  }

  @Test
  void unixcmdPrintsTheDataLines() throws IOException {
    Requirement.program("unixcmd", "vde2");
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        Plug _ = Plug.connect(vde, 3)) {
      vde.succeed("vlan/create 12");
      for (String command :
          List.of("port/showinfo", "port/allprint", "vlan/print 12", "hash/showinfo", "help")) {
        assertEquals(dataLines(vde.ask(command)), unixcmd(vde, command), command);
      }
    }
  }

  @Test
  void unixcmdActs() throws IOException {
    Requirement.program("unixcmd", "vde2");
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw")) {
      assertEquals("", unixcmd(vde, "vlan/create 12"));
      assertTrue(vde.ask("vlan/print 12").contains("VLAN 0012\n"));
    }
  }

  /** Runs unixcmd, which tells nothing by its exit status (always 255). */
  private static String unixcmd(SwitchProcess vde, String command) {
    try (PeerProcess peer =
        PeerProcess.start(
            "unixcmd", "-s", vde.management().toString(), "-f", UNIXCMD_SCRIPT, command)) {
      peer.awaitExit();
      assertEquals("", peer.errors());
      // it puts a zero byte between lines
      return peer.output().replace("\0", "");
    }
  }

  private static String dataLines(String answer) {
    String head = "0000 DATA END WITH '.'\n";
    return answer.substring(head.length(), answer.indexOf("\n.\n") + 1);
  }

  @Test
  void vdetermEditsCompletesAndShowsEvents() throws IOException {
    Requirement.program("vdeterm", "vde2");
    Requirement.program("script", "bsdutils");
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        PeerProcess term =
            PeerProcess.start("script", "-qfec", "vdeterm " + vde.management(), "/dev/null")) {
      term.awaitOutput("VDE switch V.");
      term.awaitOutput("vde[" + vde.management() + "]: ");

      term.write("port/showinfo\n");
      term.awaitOutput("Numports=32\r");
      term.awaitOutput("Success\r");
      term.write("vlan/cr\t7\n");
      Eventually.await(
          () -> vde.ask("vlan/print 7").contains("VLAN 0007\n"), () -> "not completed: " + term);
      term.write("vlan/create 7\n");
      term.awaitOutput("File exists\r");
      term.write("debug/add port/+\n");
      Eventually.await(() -> term.output().split("Success\r").length > 3, term::toString);
      try (Plug _ = Plug.connect(vde, 4)) {
        term.awaitOutput("** DBG MSG: port/+ 04");
      }
      assertFalse(term.output().contains("0000 DATA"), term::toString);
      term.write("logout\n");

      assertEquals(0, term.awaitExit(), term::toString);
    }
  }
}
