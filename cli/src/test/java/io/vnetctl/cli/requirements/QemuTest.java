package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.cli.peers.User;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** QEMU and the tools of VDE beside a switch. */
final class QemuTest {
  private static final User DAEMON = new User(1, 1);

  private final Host host = Host.bare();

  @AfterEach
  void stop() {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-netdev vde,id=n,sock=%s -device virtio-net-pci,netdev=n",
        "-nic vde,sock=%s,model=virtio-net-pci",
        "-net nic,model=virtio-net-pci -net vde,sock=%s"
      })
  void r130_framesComeFromAGuestAndGoToIt(String network) {
    Requirement.program("qemu-system-x86_64", "qemu-system-x86");
    SwitchByHand vde = SwitchByHand.start(host, "nobody");
    List<String> words =
        new ArrayList<>(
            List.of("qemu-system-x86_64", "-machine", "q35", "-nodefaults", "-display", "none"));
    words.addAll(List.of("-boot", "n"));
    words.addAll(List.of(network.formatted(vde.sock()).split(" ")));
    // without a disk its firmware asks for an address, again and again
    try (PeerProcess _ = host.program(words.toArray(String[]::new)).as(User.NOBODY).start()) {
      vde.awaitPort(": QEMU user=nobody");
      Eventually.await(
          () -> vde.ask("hash/print").contains("52:54:00:12:34:56"), () -> vde.ask("hash/print"));
      assertTrue(vde.ask("hash/print").contains("to port: 002"), vde.ask("hash/print"));
      host.ip("addr add 192.0.2.1/24 dev " + vde.tap());
      host.program("ping", "-c", "1", "-W", "1", "192.0.2.7").run();
      String record = host.vnetctl("-X", "-u", "nobody", "ports").run().expect(0).lines().get(1);
      assertTrue(record.matches("2;0;unix prog;[0-9]+;QEMU .*(;[1-9][0-9]*){4}"), record);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-net nic,vlan=3,macaddr=02:00:00:00:00:01,model=e1000 -net vde,vlan=3,sock=%s",
        "-sock %s",
        "-net nic,addr=4 -net vde,sock=%s",
        "-net nic,vlan=1 -net nic,vlan=1 -net vde,vlan=1,sock=%s",
        "-net vde"
      })
  void r131_vdeqPlugsInAGuestOfToday(String network) {
    Requirement.program("qemu-system-x86_64", "qemu-system-x86");
    SwitchByHand vde = SwitchByHand.start(host, "root");
    List<String> words = new ArrayList<>(List.of("qemu-system-x86_64"));
    words.addAll(Qemu.idle(network.formatted(vde.sock()).split(" ")));
    try (PeerProcess qemu = host.ours("vdeq", words.toArray(String[]::new)).start()) {
      vde.awaitPort(": QEMU user=root");
      assertTrue(qemu.isAlive());
    }
  }

  @Test
  void r131_vdeqemuRunsWhatItsNameSays() {
    Requirement.program("qemu-system-x86_64", "qemu-system-x86");
    SwitchByHand vde = SwitchByHand.start(host, "root");
    try (PeerProcess _ = host.ours("vdeqemu", Qemu.idle().toArray(String[]::new)).start()) {
      vde.awaitPort(": QEMU user=root");
    }
    host.run("ln", "-s", Host.installed("vdeq").toString(), "/run/vdeecho");
    assertEquals("-m 1 -nic vde,sock=" + vde.sock() + "\n", host.run("/run/vdeecho", "-m", "1"));
  }

  @Test
  void r131_vdeqBecomesTheProgramAndLeavesNothingOfItself() throws IOException {
    SwitchByHand vde = SwitchByHand.start(host, "root");
    String vdeq = Host.installed("vdeq").toString();
    String script =
        "echo $$; exec 7</etc/passwd; exec "
            + vdeq
            + " sh -c 'echo $$; echo [$LC_ALL]; ls -l /proc/$$/fd; grep SigBlk /proc/self/status;"
            + " echo $*' x -net vde,sock=a";

    List<String> lines = host.program("sh", "-c", script).env("LC_ALL", "C").run().lines();

    assertEquals(lines.get(0), lines.get(1), "another process");
    assertEquals("[C]", lines.get(2));
    String rest = String.join("\n", lines.subList(3, lines.size()));
    assertTrue(rest.contains("/etc/passwd"), rest);
    assertFalse(rest.contains(".jar") || rest.contains("modules"), rest);
    assertTrue(rest.contains("SigBlk:\t0000000000000000"), rest);
    assertEquals("-nic vde,sock=a", lines.getLast());
    assertTrue(Files.exists(host.file(vde.mgmt())));
  }

  @Test
  void r131_vdeqSaysWhatKeepsItFromStarting() {
    Ended noSwitch = host.ours("vdeq", "echo").run().expect(2);
    assertEquals(
        "vdeq: QEMUSOCK /var/tmp/vde_switch0.root: nobody listens at ctl; make a switch with"
            + " vnetctl -u root create, or name one with sock=\n",
        noSwitch.err());
    Ended noProgram = host.ours("vdeq", "nosuch", "-net", "vde,sock=/s").run().expect(127);
    assertTrue(noProgram.err().startsWith("vdeq: cannot run nosuch: No such file"));
    host.ours("vdeq", "/etc", "-net", "vde,sock=/s").run().expect(126);
    host.ours("vdeq", "echo", "-net").run().expect(1);
  }

  @Test
  void qemuArgsAreWhatQemuTakes() {
    Requirement.program("qemu-system-x86_64", "qemu-system-x86");
    SwitchByHand vde = SwitchByHand.start(host, "nobody");
    String words =
        host.vnetctl("qemu-args", "-u", "nobody", "--mac", "02:00:00:00:00:07")
            .run()
            .expect(0)
            .out();
    assertEquals(
        "-nic vde,sock=" + vde.sock() + ",model=virtio-net-pci,mac=02:00:00:00:00:07\n", words);
    try (PeerProcess _ = host.program(Qemu.words(words.strip().split(" "))).start()) {
      vde.awaitPort(": QEMU user=root");
    }
    Run named = host.vnetctl("qemu-args", "--name", "web", "--model", "e1000");
    assertEquals(named.run().expect(0).out(), named.run().expect(0).out());
    String odd = host.vnetctl("qemu-args", "-s", "/a b").run().expect(0).out();
    assertTrue(odd.startsWith("-nic 'vde,sock=/a b,model="), odd);
    host.vnetctl("qemu-args", "--mac", "1").run().expect(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35"})
  void libvirtsElementPlugsInBesideItsOwnDevices(String machine) throws Exception {
    Requirement.program("qemu-system-x86_64", "qemu-system-x86");
    SwitchByHand vde = SwitchByHand.start(host, "root");
    String sock = vde.sock() + "&<";
    Files.createSymbolicLink(host.file(sock), Path.of(vde.sock()));
    String element = host.vnetctl("qemu-args", "--libvirt", "-s", sock).run().expect(0).out();
    List<String> words = new ArrayList<>(List.of("-machine", machine));
    for (int slot = 2; slot < 16; slot++) { // as libvirt counts its devices
      words.addAll(List.of("-device", "virtio-serial-pci,addr=" + slot));
    }
    NodeList args =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader("<domain>" + element + "</domain>")))
            .getElementsByTagName("qemu:arg");
    for (int i = 0; i < args.getLength(); i++) {
      words.add(args.item(i).getAttributes().getNamedItem("value").getNodeValue());
    }
    try (PeerProcess _ = host.program(Qemu.words(words.toArray(String[]::new))).start()) {
      vde.awaitPort(": QEMU user=root");
    }
    host.vnetctl("qemu-args", "--libvirt", "--json").run().expect(1);
  }

  @Test
  void r132_theProbesOfCtysPass() {
    Ended version = host.ours("vde_switch", "-v").run().expect(0);
    assertTrue(
        (version.out() + version.err()).lines().anyMatch(line -> line.matches("VDE [0-9.]+")),
        version::toString);
    Ended tunctl = host.ours("vde_tunctl", "--nonsense").run();
    assertTrue((tunctl.out() + tunctl.err()).contains("tun-clone"), tunctl::toString);
    Ended term = host.ours("unixterm").run();
    assertTrue((term.out() + term.err()).contains("connecting"), term::toString);
    Ended vdeq = host.ours("vdeq").run();
    assertTrue((vdeq.out() + vdeq.err()).contains("qemu_executable"), vdeq::toString);
  }

  @Test
  void r133_anyClientOfAConsoleManagesTheSwitch() {
    Requirement.program("unixterm", "vde2");
    Requirement.program("unixcmd", "vde2");
    Requirement.program("vdeterm", "vde2");
    Requirement.program("nc", "netcat-openbsd");
    SwitchByHand vde = SwitchByHand.start(host, "root");
    String pid = "pid " + vde.pid() + " MAC ";
    String mgmt = vde.mgmt();

    try (PeerProcess term = host.program("/usr/bin/unixterm", mgmt).start()) {
      term.write("showinfo\n");
      term.awaitOutput(pid);
      term.awaitOutput("1000 Success");
    }
    try (PeerProcess nc = host.program("nc", "-U", mgmt).start()) {
      nc.write("showinfo\n");
      nc.awaitOutput(pid);
      nc.awaitOutput("1000 Success");
    }
    try (PeerProcess term =
        host.program("script", "-qfec", "vdeterm " + mgmt, "/dev/null").start()) {
      term.awaitOutput("vde[" + mgmt + "]: ");
      term.write("showinfo\n");
      term.awaitOutput(pid);
    }
    Ended cmd = host.program("unixcmd", "-s", mgmt, "-f", "/etc/vde2/vdecmd", "showinfo").run();
    assertTrue(cmd.out().contains(pid), cmd::toString);
    assertTrue(
        host.run("sh", "-c", "(echo showinfo; sleep 1) | /usr/bin/unixterm " + mgmt)
            .contains("1000 Success"));
  }

  @Test
  void r134_theRecipeOfTheManualWorks() {
    Requirement.program("vde_plug", "vdeplug");
    host.ip("link add br0 type bridge stp_state 0 forward_delay 0");
    host.ip("link set br0 up");
    String tap = host.ours("vde_tunctl", "-b", "-u", "nobody").run().expect(0).out().strip();
    host.run("ip", "link", "set", tap, "up", "master", "br0");
    String sock = "/var/tmp/vde_switch0.nobody";
    String mgmt = "/var/tmp/vde_mgmt0.nobody";
    host.ours("vde_switch", "-d", "-tap", tap, "-s", sock, "-M", mgmt).run().expect(0);
    host.run("chown", "-R", "nobody:nogroup", sock, mgmt);
    host.run("chmod", "-R", "g-rwxs,o-rwxs", sock);

    assertTrue(
        host.vnetctl("ports").as(User.NOBODY).run().expect(0).out().contains(": " + tap + "\n"));
    host.vnetctl("check").as(User.NOBODY).run().expect(0);
    try (PeerProcess plug = host.program("vde_plug", sock).as(User.NOBODY).start()) {
      Eventually.await(
          () -> host.vnetctl("-X", "ports", "-u", "nobody").run().out().contains(";unix prog;"),
          plug::toString);
    }
  }

  @Test
  void r136_otherUsersCannotPlugInOrManage() {
    Requirement.program("vde_plug", "vdeplug");
    SwitchByHand vde = SwitchByHand.start(host, "nobody");

    Ended plug = host.program("vde_plug", vde.sock()).as(DAEMON).run();
    assertTrue(plug.status() != 0 && plug.err().contains("Permission denied"), plug::toString);
    Ended manage = host.ours("unixcmd", "-s", vde.mgmt(), "showinfo").as(DAEMON).run();
    assertTrue(manage.err().contains("Permission denied"), manage::toString);
    Ended check = host.vnetctl("-u", "nobody", "check").as(DAEMON).run().expect(1);
    assertTrue(check.err().contains("ctl is not for you"), check::toString);
    assertEquals("", host.program("vde_plug", vde.sock()).as(User.NOBODY).run().expect(0).err());
  }
}
