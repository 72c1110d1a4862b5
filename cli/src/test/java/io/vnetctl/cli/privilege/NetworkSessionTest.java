package io.vnetctl.cli.privilege;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Callers;
import io.vnetctl.cli.call.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetworkSessionTest {
  private static final String SHELL = "bash";

  @TempDir Path proc;

  @Test
  void r76_anyVariableOfSshMakesItASessionOverTheNetwork() {
    assertEquals(
        new NetworkSession(true, Optional.of("192.0.2.7")),
        session(Map.of("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.10 22")));
    assertEquals(
        new NetworkSession(true, Optional.of("fe80::1%eth0")),
        session(Map.of("SSH_CLIENT", "fe80::1%eth0 50000 22", "SSH_TTY", "/dev/pts/0")));
    assertEquals(
        new NetworkSession(true, Optional.empty()), session(Map.of("SSH_TTY", "/dev/pts/0")));
    assertEquals(NetworkSession.LOCAL, session(Map.of("SSH_TTY", "")));
  }

  @Test
  void r76_anSshdAboveMakesItOneToo() throws IOException {
    process(1, 0, "systemd");
    process(10, 1, "sshd");
    process(11, 10, "sshd-session");
    process(12, 11, SHELL);
    process(13, 12, "sudo");
    assertEquals(new NetworkSession(true, Optional.empty()), NetworkSession.of(Map.of(), proc, 13));
  }

  @Test
  void aSessionAtTheConsoleIsLocal() throws IOException {
    process(1, 0, "systemd");
    process(20, 1, "login");
    process(21, 20, SHELL);
    assertEquals(NetworkSession.LOCAL, NetworkSession.of(Map.of(), proc, 21));
  }

  @Test
  void sshdItselfBelowIsNoSession() throws IOException {
    process(1, 0, "systemd");
    process(30, 1, "sshd");
    assertEquals(NetworkSession.LOCAL, NetworkSession.of(Map.of(), proc, 30));
  }

  @Test
  void aRingOfProcessesEnds() throws IOException {
    process(40, 41, SHELL);
    process(41, 40, SHELL);
    assertEquals(NetworkSession.LOCAL, NetworkSession.of(Map.of(), proc, 40));
  }

  @Test
  void r76_whatTheCallersProcessSaysCountsAfterSudo() throws CallException {
    var root = Callers.caller("root", Path.of("/nonexistent"), Map.of("SSH_TTY", "/dev/pts/1"));
    Request.Work local = (Request.Work) CallParser.parse(List.of("create", "--reexec=local"));
    assertEquals(NetworkSession.LOCAL, NetworkSession.of(local.call(), root));
    Request.Work network =
        (Request.Work) CallParser.parse(List.of("create", "--reexec=network:192.0.2.7"));
    assertEquals(
        new NetworkSession(true, Optional.of("192.0.2.7")),
        NetworkSession.of(network.call(), root));
  }

  private NetworkSession session(Map<String, String> environment) {
    return NetworkSession.of(environment, proc, 1);
  }

  private void process(int pid, int parent, String name) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.writeString(
        folder.resolve("status"),
        "Name:\t"
            + name
            + "\nPPid:\t"
            + parent
            + "\nUid:\t0\t0\t0\t0\nCapEff:\t0000000000000000\n");
  }
}
