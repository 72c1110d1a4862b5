package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.tap.netlink.LinkState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BridgeChoiceTest {
  private static final NicFacts FACTS = new NicFacts(Set.of(), Set.of(), Set.of(2), Set.of(2));
  private static final LinkState NIC = Links.nic(2, "eth0");

  private static BridgeChoice choose(List<LinkState> links, String bridge, String nic)
      throws CallException {
    return BridgeChoice.of(links, Optional.ofNullable(bridge), Optional.ofNullable(nic), FACTS);
  }

  @Test
  void r58_r61_firstByNameAmongSeveralIsTakenWithAWarning() throws CallException {
    BridgeChoice choice =
        choose(
            List.of(Links.bridge(3, "zbr"), Links.bridge(4, "abr"), Links.port(2, "eth0", 4)),
            null,
            null);

    assertEquals("abr", assertInstanceOf(BridgeChoice.Existing.class, choice).bridge().name());
    assertEquals(1, choice.warnings().size(), choice::toString);
    assertTrue(choice.warnings().getFirst().contains("(abr, zbr)"), choice::toString);
  }

  @Test
  void r61_bridgeWithTapsOnlyIsWarnedOf() throws CallException {
    List<LinkState> links = List.of(Links.bridge(3, "virbr0"), Links.tap(4, "vnet0", 3));

    assertTrue(choose(links, null, null).warnings().getFirst().contains("no port but TAPs"));
    assertEquals(List.of(), choose(links, "virbr0", null).warnings());
  }

  @Test
  void r62_r64_bridgeThatIsMissingIsMadeOfTheInterface() throws CallException {
    assertEquals(
        new BridgeChoice.New("ctysbr0", Optional.of(NIC), List.of()),
        choose(List.of(NIC), null, null));
    assertEquals(
        new BridgeChoice.New("mybr", Optional.of(NIC), List.of()),
        choose(List.of(NIC, Links.bridge(3, "other")), "mybr", "eth0"));
  }

  @Test
  void r64_whatIsNoBridgeIsRefused() {
    CallException refused =
        assertThrows(CallException.class, () -> choose(List.of(NIC), "eth0", null));
    assertTrue(refused.getMessage().contains("eth0 is not a bridge"), refused::getMessage);
  }

  @Test
  void r65_interfaceHasNoEffectBesideABridgeThatExists() throws CallException {
    List<LinkState> links = List.of(Links.bridge(3, "br0"), Links.port(2, "eth0", 3));

    for (String bridge : new String[] {"br0", null}) {
      BridgeChoice choice = choose(links, bridge, "nope0");
      assertInstanceOf(BridgeChoice.Existing.class, choice);
      assertTrue(choice.warnings().getLast().contains("-i nope0 has no effect"), choice::toString);
    }
  }
}
