package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The actions fdb and vlans, of this project's switch and of Debian's. */
final class FdbAndVlansTest {
  private final Host host = Host.bare();

  @AfterEach
  void stop() {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {SwitchByHand.OURS, SwitchByHand.DEBIANS})
  void fdbShowsWhereTheHostBehindTheTapIs(String program) {
    SwitchByHand.start(program, host, "nobody");
    host.ip("link set tap0 address 02:00:00:00:00:77");
    host.ip("addr add 192.0.2.1/24 dev tap0");
    host.program("ping", "-c1", "-W1", "192.0.2.2").run();

    Eventually.await(
        () -> fdb("-X").contains("02:00:00:00:00:77;0;1;"), () -> fdb("-X") + "; not learned");
    List<String> rows = fdb().lines().toList();
    assertEquals("MAC                VLAN  PORT     AGE  DEVICE", rows.getFirst());
    assertTrue(
        rows.stream().anyMatch(row -> row.matches("02:00:00:00:00:77     0     1 +[0-9]+s  tap0")),
        rows.toString());
    assertEquals(rows.size() - 1, fdb("-n").lines().count());
    assertTrue(
        fdb("--json")
            .matches(
                ".*\\{\"mac\":\"02:00:00:00:00:77\",\"vlan\":0,\"port\":1,\"ifname\":\"tap0\","
                    + "\"updated\":[0-9]+}.*\n"),
        fdb("--json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SwitchByHand.OURS, SwitchByHand.DEBIANS})
  void vlansShowsPortsWithTaggedAndUntaggedFrames(String program) {
    SwitchByHand vde = SwitchByHand.start(program, host, "nobody");
    vde.ask("vlan/create 5");
    vde.ask("vlan/create 7");
    vde.ask("vlan/addport 5 1");

    assertEquals(
        """
        VLAN  PORT  FRAMES    STATE       DEVICE
           0     1  untagged  forwarding  tap0
           5     1  tagged    forwarding  tap0
           7     -  -         -           -
        """,
        host.vnetctl("-u", "nobody", "vlans").run().expect(0).out());
    assertEquals(
        "0;1;untagged;forwarding;tap0\n5;1;tagged;forwarding;tap0\n",
        host.vnetctl("-u", "nobody", "-X", "vlans").run().expect(0).out());
    assertEquals(
        "[{\"vlan\":0,\"ports\":[{\"port\":1,\"ifname\":\"tap0\","
            + "\"flags\":[\"PVID\",\"Egress Untagged\"],\"active\":true,\"state\":\"forwarding\"}]},"
            + "{\"vlan\":5,\"ports\":[{\"port\":1,\"ifname\":\"tap0\",\"flags\":[],"
            + "\"active\":true,\"state\":\"forwarding\"}]},{\"vlan\":7,\"ports\":[]}]\n",
        host.vnetctl("-u", "nobody", "--json", "vlans").run().expect(0).out());
  }

  private String fdb(String... options) {
    List<String> words = new ArrayList<>(List.of("-u", "nobody", "fdb"));
    words.addAll(List.of(options));
    return host.vnetctl(words.toArray(String[]::new)).run().expect(0).out();
  }
}
