package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.User;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The switch of VDE 2.3.2 in place of that of this project (R137). */
final class StockSwitchTest {
  private final Host host = Host.withBridge("br0");

  @BeforeEach
  void require() {
    Requirement.program("vde_switch", "vde-switch");
  }

  @AfterEach
  void closeHost() {
    host.close();
  }

  private Run vnetctl(String... words) {
    return host.vnetctl(words).env("VDE_SWITCH", "/usr/bin/vde_switch");
  }

  @Test
  void r137_isCreatedShownCheckedAndCancelledAsOurs() throws IOException {
    HostState before = HostState.of(host);
    Switch made =
        Switch.of(
            host,
            vnetctl("-X", "-u", "nobody:daemon", "-g", "daemon", "create").run().expect(0).out());

    assertEquals("/usr/bin/vde_switch\n", host.run("readlink", "/proc/" + made.pid() + "/exe"));
    assertTrue(host.run("cat", "/proc/" + made.pid() + "/status").contains("Uid:\t65534\t65534"));
    assertEquals(made.pid() + "\n", Files.readString(host.file("/run/vde_mgmt0.nobody")));
    assertEquals(
        "nobody daemon drwx--S---\nnobody daemon srw---S---\nnobody daemon srw---S---\n"
            + "nobody daemon -rw-r--r--\n",
        host.run(
            "stat",
            "-c",
            "%U %G %A",
            made.qemuSock(),
            made.qemuSock() + "/ctl",
            made.qemuMgmt(),
            "/run/vde_mgmt0.nobody"));
    assertTrue(vnetctl("-u", "nobody", "info").run().expect(0).out().contains("pid " + made.pid()));
    assertTrue(vnetctl("ports").as(User.NOBODY).run().expect(0).out().contains("tuntap"));
    vnetctl("-X", "-u", "nobody", "check").run().expect(0);
    assertTrue(vnetctl("-X", "-u", "nobody", "create").run().expect(0).out().contains(";reused"));

    vnetctl("-u", "nobody", "cancel").run().expect(0);
    assertEquals(before, HostState.of(host));
  }

  @Test
  void r137_isReplacedAfterACrashAndKilledWhenItIsStopped() {
    HostState before = HostState.of(host);
    Switch crashed = Switch.of(host, vnetctl("-X", "-u", "nobody", "create").run().expect(0).out());
    crashed.kill();
    Switch second = Switch.of(host, vnetctl("-X", "-u", "nobody", "create").run().expect(0).out());
    assertEquals("tap1", second.tap());

    second.signal("STOP");
    vnetctl("-u", "nobody", "--timeout", "0.2", "cancel").run().expect(1);
    vnetctl("-u", "nobody", "--timeout", "0.2", "-f", "cancel").run().expect(0);
    assertEquals(before, HostState.of(host));
  }

  @Test
  void r103_switchOfTheManualRecipeIsCancelledWithoutAJournal() {
    HostState before = HostState.of(host);
    for (String program : new String[] {SwitchByHand.OURS, SwitchByHand.DEBIANS}) {
      SwitchByHand.start(program, host, "nobody");
      host.vnetctl("-u", "nobody", "cancel").run().expect(0);
      assertEquals(before, HostState.of(host), program);
    }
  }
}
