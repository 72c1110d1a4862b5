package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Request;
import io.vnetctl.cli.privilege.NetworkSession;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.netlink.LinkState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlannerTest {
  private static final NicFacts FACTS = new NicFacts(Set.of(), Set.of(), Set.of(2), Set.of(2));
  private static final List<LinkState> WITHOUT_BRIDGE = List.of(Links.nic(2, "eth0"));
  private static final List<LinkState> WITH_BRIDGE =
      List.of(Links.bridge(3, "br0"), Links.port(2, "eth0", 3), Links.tap(4, "tap0", 3));
  private static final Owner OWNER = new Owner("acue", 1000, 100, "users");
  private static final SwitchPaths PATHS =
      new SwitchPaths(
          "acue",
          Path.of("/var/tmp/vde_switch0.acue"),
          Path.of("/var/tmp/vde_mgmt0.acue"),
          Path.of("/var/run/vde_mgmt0.acue"));
  private static final NetworkSession SESSION =
      new NetworkSession(true, Optional.of("203.0.113.7"));
  private static final Map<String, String> NFS = Map.of("the home directory /home/acue", "nfs4");

  private static Plan plan(
      List<LinkState> links, NetworkSession session, Map<String, String> remote, String... words)
      throws CallException {
    return plan(links, session, remote, true, words);
  }

  private static Plan plan(
      List<LinkState> links,
      NetworkSession session,
      Map<String, String> remote,
      boolean hasFiles,
      String... words)
      throws CallException {
    SwitchProgram program = new SwitchProgram.Own(Path.of("/opt/vnetctl/bin/vde_switch"));
    return new Planner(call(words), OWNER, PATHS, program, session, remote)
        .plan(links, FACTS, List.of(new LinkId("tap7", 17)), hasFiles);
  }

  private static Call call(String... words) throws CallException {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.add("create");
    return ((Request.Work) CallParser.parse(all)).call();
  }

  private static List<String> words(Plan plan) {
    return plan.steps().stream().map(Step::word).toList();
  }

  @Test
  void r1_stepsComeInTheOrderOfTheirNeed() throws CallException {
    Plan plan = plan(WITHOUT_BRIDGE, NetworkSession.LOCAL, Map.of());

    assertEquals(
        List.of(
            "make-bridge", "remove-stale", "make-tap", "join-bridge", "start-switch", "restrict"),
        words(plan));
    assertEquals(
        new Step.MakeBridge("ctysbr0", Optional.of(new LinkId("eth0", 2)), false),
        plan.steps().getFirst());
    assertTrue(plan.warnings().getFirst().contains("TAP=tap7"), plan::toString);
  }

  @Test
  void whereNothingWasLeftNothingIsToBeRemoved() throws CallException {
    assertEquals(
        List.of("use-bridge", "make-tap", "join-bridge", "start-switch", "restrict"),
        words(plan(WITH_BRIDGE, NetworkSession.LOCAL, Map.of(), false)));
  }

  @Test
  void r73_presentBridgeIsUsedAndTheNextFreeTapNamed() throws CallException {
    Plan plan = plan(WITH_BRIDGE, NetworkSession.LOCAL, Map.of());

    assertEquals(new Step.UseBridge(new LinkId("br0", 3), 1500), plan.steps().getFirst());
    assertTrue(plan.steps().contains(new Step.MakeTap("tap1", OWNER)), plan::toString);
  }

  @Test
  void r76_r77_moveIsRefusedToASessionOverTheNetwork() throws CallException {
    String refusal = refusal(SESSION, Map.of());

    assertTrue(refusal.contains("over the network from 203.0.113.7"), refusal);
    assertTrue(refusal.contains("taken back after 60 s"), refusal);
    assertEquals("make-bridge", words(plan(WITHOUT_BRIDGE, SESSION, Map.of(), "-f")).getFirst());
  }

  @Test
  void r76_refusalPromisesNoWayBackWhereThereIsNone() {
    String refusal =
        assertThrows(
                CallException.class,
                () -> plan(WITHOUT_BRIDGE, SESSION, Map.of(), "--rollback-timeout", "0"))
            .getMessage();
    assertTrue(!refusal.contains("taken back"), refusal);
  }

  private static String refusal(NetworkSession session, Map<String, String> remote) {
    return assertThrows(CallException.class, () -> plan(WITHOUT_BRIDGE, session, remote))
        .getMessage();
  }

  @Test
  void r79_bridgeThatExistsNeedsNoLook() throws CallException {
    assertEquals("use-bridge", words(plan(WITH_BRIDGE, SESSION, NFS)).getFirst());
  }

  @Test
  void r79_bridgeWithoutAnInterfaceNeedsNone() throws CallException {
    assertEquals("make-bridge", words(plan(List.of(Links.LOOPBACK), SESSION, NFS)).getFirst());
  }

  @Test
  void r126_moveIsRefusedToAProgramThatComesOverTheNetwork() throws CallException {
    String refusal = refusal(NetworkSession.LOCAL, NFS);

    assertTrue(refusal.contains("the home directory /home/acue comes over it (nfs4)"), refusal);
    assertEquals(
        "make-bridge", words(plan(WITHOUT_BRIDGE, NetworkSession.LOCAL, NFS, "-f")).getFirst());
  }
}
