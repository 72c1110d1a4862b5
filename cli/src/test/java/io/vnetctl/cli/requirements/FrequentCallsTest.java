package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** create and cancel often, at once, from a terminal, and on a host that has little else. */
final class FrequentCallsTest {
  private final Host host = Host.withBridge("br0");
  private final HostState before = HostState.of(host);

  @AfterEach
  void closeHost() {
    host.close();
  }

  private List<Ended> atOnce(List<String> actions) {
    List<PeerProcess> calls = new ArrayList<>();
    List<Ended> ended = new ArrayList<>();
    try {
      actions.forEach(action -> calls.add(host.vnetctl("-X", "-u", "nobody", action).start()));
      for (PeerProcess call : calls) {
        int status = call.awaitExit();
        ended.add(new Ended(status, call.output(), call.errors()).expect(0));
      }
      return ended;
    } finally {
      calls.forEach(PeerProcess::close);
    }
  }

  @Test
  void r54_parallelCallsOfOneUserMakeOneSwitch() {
    List<Ended> calls = atOnce(java.util.Collections.nCopies(8, "create"));

    assertEquals(1, calls.stream().filter(call -> call.out().contains(";created\n")).count());
    assertEquals(
        1, calls.stream().map(call -> call.out().replaceAll(";\\w+\n", "")).distinct().count());
    assertFalse(host.hasLink("tap1"));

    atOnce(List.of("create", "cancel", "create", "cancel", "create", "cancel"));
    host.vnetctl("-u", "nobody", "cancel").run().expect(0);
    assertEquals(before, HostState.of(host));
  }

  @Test
  void r85_fiftyCyclesLeaveNothing() {
    for (int i = 0; i < 50; i++) {
      Switch.create(host, "-u", "nobody");
      host.vnetctl("-X", "-u", "nobody", "cancel").run().expect(0);
      assertEquals(before, HostState.of(host));
    }
    assertEquals("lock\n", host.run("ls", "-A", "/run/ctys-vnetctl"));
  }

  @Test
  void r85_switchThatIsReusedKeepsNothingOpen() {
    Switch made = Switch.create(host, "-u", "nobody");
    long open = openFiles(made);
    for (int i = 0; i < 4; i++) {
      Switch.create(host, "-u", "nobody");
    }
    Eventually.await(() -> openFiles(made) <= open, () -> openFiles(made) + " instead of " + open);
  }

  private long openFiles(Switch made) {
    return host.run("ls", "/proc/" + made.pid() + "/fd").lines().count();
  }

  @Test
  void r55_switchOutlivesTheTerminalItWasMadeFrom() throws IOException {
    Requirement.program("script", "bsdutils");
    String create = Host.installed("vnetctl") + " -X -u nobody create";
    Ended ended = host.program("script", "-qec", create, "/dev/null").run().expect(0);
    Switch made = Switch.of(host, ended.out());

    String stat = Files.readString(host.file("/proc/" + made.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    assertEquals(made.pid(), fields[3], "session");
    assertEquals("0", fields[4], "terminal");
    host.vnetctl("-u", "nobody", "check").run().expect(0);
  }

  @Test
  void r56_noOtherProgramIsNeededOrRun() {
    host.run("mkdir", "/var/tmp/empty");
    for (String action : List.of("create", "cancel")) {
      Strace strace = Strace.watching(host, "execve");
      strace
          .run(
              host.program(
                  "/usr/bin/env",
                  "PATH=/var/tmp/empty",
                  Host.installed("vnetctl").toString(),
                  "-X",
                  "-u",
                  "nobody",
                  action))
          .expect(0);
      List<String> programs =
          strace.log().stream()
              .filter(line -> line.contains("execve(\"") && !line.contains(" = -1 "))
              .map(line -> line.substring(line.indexOf('"') + 1))
              .map(path -> path.substring(0, path.indexOf('"')).replaceAll(".*/", ""))
              .dropWhile(program -> !program.equals("vnetctl"))
              .toList();
      assertEquals(
          action.equals("create")
              ? List.of("vnetctl", "java", "jspawnhelper", "vde_switch", "java")
              : List.of("vnetctl", "java"),
          programs);
    }
  }
}
