package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.User;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The files in which create tells cancel, and the next create, what belongs to a switch. */
final class StateTest {
  private static final String FOLDER = "/run/ctys-vnetctl";

  private final Host host = Host.withBridge("br0");
  private final HostState before = HostState.of(host);

  @AfterEach
  void closeHost() {
    host.close();
  }

  private Run nobodys(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "-u";
    all[1] = "nobody";
    System.arraycopy(words, 0, all, 2, words.length);
    return host.vnetctl(all);
  }

  private String journal() {
    return host.run("sh", "-c", "ls " + FOLDER + "/switch.*").strip();
  }

  @Test
  void unreadableJournalStopsItsOwnSwitchAlone() throws IOException {
    Switch.create(host, "-u", "nobody");
    String journal = journal();
    String text = Files.readString(host.file(journal));
    Files.writeString(host.file(journal), "vnetctl journal 1\nrubbish\n");
    for (String action : new String[] {"create", "cancel"}) {
      Ended refused = nobodys(action).run().expect(1);
      assertTrue(refused.err().contains("cannot read " + journal), refused::toString);
    }

    Ended other = host.vnetctl("-u", "daemon", "create").run().expect(0);
    assertTrue(other.err().contains("WARNING:1:cannot read " + journal), other::toString);
    host.vnetctl("-u", "daemon", "cancel").run().expect(0);

    Files.writeString(host.file(journal), text);
    nobodys("cancel").run().expect(0);
    assertEquals(before, HostState.of(host));
  }

  @Test
  void withoutItsJournalASwitchIsCancelledByWhatItSays() {
    Switch.create(host, "-u", "nobody");
    host.run("rm", "-r", FOLDER);
    nobodys("cancel").run().expect(0);
    assertEquals(before, HostState.of(host));

    Switch stopped = Switch.create(host, "-u", "nobody");
    host.run("rm", "-r", FOLDER);
    stopped.signal("STOP");
    nobodys("-f", "--timeout", "0.2", "cancel").run().expect(0);
    assertEquals(before, HostState.of(host));
  }

  @Test
  void folderThatOthersMayWriteToIsRefused() {
    for (String command :
        new String[] {"install -d -o daemon -m 700", "install -d -m 755", "ln -s /tmp", "touch"}) {
      host.run("sh", "-c", command + " " + FOLDER);
      Ended refused = nobodys("create").run().expect(1);
      assertTrue(
          refused.err().contains(FOLDER + " is not a directory that belongs to you alone"),
          refused::toString);
      nobodys("cancel").run().expect(1);
      host.run("rm", "-r", FOLDER);
    }
    assertEquals(before, HostState.of(host));
  }

  @Test
  void fullDiskPreventsCreateAndNotCancel() {
    host.run("mkdir", "-m", "700", FOLDER);
    host.run("mount", "-t", "tmpfs", "-o", "size=32k,mode=700", "none", FOLDER);
    HostState mounted = HostState.of(host);
    fill();
    Ended full = nobodys("create").run().expect(1);
    assertTrue(full.err().contains("cannot write " + FOLDER + "/switch."), full::toString);
    assertTrue(full.err().contains("No space left on device"), full::toString);
    host.run("rm", FOLDER + "/filling");
    assertEquals(mounted, HostState.of(host));

    Switch.create(host, "-u", "nobody");
    host.run("rm", FOLDER + "/lock");
    fill();
    nobodys("cancel").run().expect(0);
    host.run("rm", FOLDER + "/filling");
    assertEquals(mounted, HostState.of(host));
  }

  private void fill() {
    assertEquals(1, host.program("dd", "if=/dev/zero", "of=" + FOLDER + "/filling").run().status());
  }

  @Test
  void switchOfAnotherNetworkIsNotCancelledInPart() {
    Switch made = Switch.create(host, "-u", "nobody");
    String vnetctl = Host.installed("vnetctl").toString();
    String[] elsewhere = {"unshare", "--net", vnetctl, "-u", "nobody", "-n", "cancel"};
    Ended refused = host.program(elsewhere).run().expect(1);
    assertTrue(
        refused.err().contains("TAP=tap0 of this switch is in another network"), refused::toString);
    assertTrue(made.isRunning());

    elsewhere[5] = "-f";
    Ended forced = host.program(elsewhere).run().expect(0);
    assertTrue(forced.err().contains("stays there"), forced::toString);
    assertFalse(made.isRunning());
    assertTrue(host.hasLink(made.tap()));
  }

  @Test
  void interruptedCallOfAnotherNetworkIsLeftToThatNetwork() throws IOException {
    Switch.create(host, "-u", "nobody");
    String text = Files.readString(host.file(journal()));
    nobodys("cancel").run().expect(0);
    host.ip("tuntap add dev tap7 mode tap user nobody");
    String index = host.run("cat", "/sys/class/net/tap7/ifindex").strip();
    Files.writeString(
        host.file(FOLDER + "/switch.0123456789abcdef"),
        text.replace("state committed", "state creating")
            .replaceAll("network [0-9]+", "network 1")
            .replaceAll("tap tap0 [0-9]+", "tap tap7 " + index));

    Switch.create(host, "-u", "daemon");
    assertTrue(host.hasLink("tap7"));
  }

  /** The way without privilege: a network, and capabilities for it, of one's own. */
  @Test
  void ordinaryUserCreatesInANetworkOfHisOwn() {
    createsInANetworkOfHisOwn();
  }

  @Test
  void theStateOfRootIsNotThatOfRootInAUserNamespace() {
    host.run("mkdir", "-m", "700", FOLDER);
    createsInANetworkOfHisOwn();
    assertEquals("", host.run("ls", "-A", FOLDER));
  }

  private void createsInANetworkOfHisOwn() {
    String vnetctl = Host.installed("vnetctl").toString();
    String script =
        "ip link set lo up && ip link add br0 type bridge && %s -X create && %s -X check && %s -X cancel"
            .formatted(vnetctl, vnetctl, vnetctl);
    Ended ended =
        host.program("unshare", "-Urn", "sh", "-c", script)
            .as(User.NAMELESS)
            .env("HOME", "/")
            .run()
            .expect(0);

    assertTrue(ended.out().startsWith("tap0;br0;/var/tmp/vde_switch0.root;"), ended::toString);
    assertTrue(ended.out().contains("\nprocess;"), ended::toString);
    assertEquals("", host.run("find", "/var/tmp", "-name", "vde_*"));
  }
}
