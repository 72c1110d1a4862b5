package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.vde.client.RealSwitch;
import io.vnetctl.vde.client.VdePlug;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixTermTest {

  @Test
  void printsTheAnswersToAllPipedLines() throws Exception {
    try (RealSwitch real = RealSwitch.start("-n", "8");
        ClientProcess term = ClientProcess.onPipes(UnixTerm.class, real.console())) {
      term.type("port/showinfo\n# comment\nvlan/create 5\nvlan/create 5");
      term.endInput();
      String shown = term.rest();

      assertEquals(0, term.status());
      assertTrue(shown.startsWith("VDE switch V."), shown);
      assertTrue(
          shown.endsWith(
              """
              vde$ 0000 DATA END WITH '.'
              Numports=8
              HUB=false
              counters=true
              .
              1000 Success

              vde$\s
              vde$ 1000 Success

              vde$ 1017 File exists

              vde$\s"""),
          shown);
      assertEquals("", term.errors());
    }
  }

  @Test
  void relaysWhileTheInputStaysOpen() throws Exception {
    try (RealSwitch real = RealSwitch.start();
        ClientProcess term = ClientProcess.onPipes(UnixTerm.class, real.console())) {
      term.awaitOutput("vde$ ");
      term.type("debug/add port/+\n");
      term.awaitOutput("1000 Success\n\nvde$ ");
      VdePlug.connect(real.directory(), 3, "test", VdePlug.PRIVATE_MODE).close();
      term.awaitOutput("3021 port/+ 03\n");
      term.type("logout\n");

      assertEquals("9999 END OF SESSION", term.rest());
      assertEquals(0, term.status());
    }
  }

  @Test
  void endsWithTheSwitch() throws Exception {
    RealSwitch real = RealSwitch.start();
    try (ClientProcess term = ClientProcess.onPipes(UnixTerm.class, real.console())) {
      term.awaitOutput("vde$ ");
      real.close();

      assertEquals(0, term.status());
    }
  }

  @Test
  void saysWhyThereIsNoConsole(@TempDir Path empty) throws Exception {
    try (ClientProcess term = ClientProcess.onPipes(UnixTerm.class, empty.resolve("m"))) {
      assertEquals(
          "Socket connecting error: No such file or directory: "
              + empty.resolve("m")
              + "; needs the console socket of a running switch (-M)\n",
          term.errors());
      assertEquals(255, term.status());
    }
  }

  @Test
  void editsCompletesAndRemembersOnATerminal(@TempDir Path home) throws Exception {
    try (RealSwitch real = RealSwitch.start("-n", "8");
        ClientProcess term = ClientProcess.onTerminal(home, UnixTerm.class, real.console())) {
      String greeting = term.awaitOutput("vde$ ");
      assertTrue(greeting.startsWith("VDE switch V."), greeting);
      term.type("port/showi\t");
      term.awaitOutput("port/showinfo");
      term.type("\r");
      term.awaitOutput("Numports=8");
      term.awaitOutput("vde$ ");
      term.type("rubbish\u0003");
      term.awaitOutput("vde$ ");
      term.type("debug/add port/+\r");
      term.awaitOutput("1000 Success");
      term.awaitOutput("vde$ ");
      VdePlug.connect(real.directory(), 3, "test", VdePlug.PRIVATE_MODE).close();
      term.awaitOutput("3021 port/+ 03");
      term.type("\u0004");

      String rest = term.rest();
      assertEquals(0, term.status(), rest);
      assertFalse(rest.contains("WARNING"), rest);
      String history = Files.readString(home.resolve("vnetctl/history"));
      assertTrue(history.contains("port/showinfo"), history);
    }
  }

  @Test
  void leavesTheTerminalWhenTheSwitchEnds(@TempDir Path home) throws Exception {
    RealSwitch real = RealSwitch.start();
    try (ClientProcess term = ClientProcess.onTerminal(home, UnixTerm.class, real.console())) {
      term.awaitOutput("vde$ ");
      real.close();

      term.awaitOutput("The switch has closed the console.");
      assertEquals(0, term.status());
    }
  }
}
