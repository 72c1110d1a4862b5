package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.tap.netlink.LinkState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class NicChoiceTest {
  private static final Set<Integer> NONE = Set.of();

  private static Set<Integer> all(List<LinkState> links) {
    return links.stream().map(LinkState::index).collect(Collectors.toSet());
  }

  private static Optional<String> likely(List<LinkState> links, NicFacts facts) {
    return NicChoice.likely(links, facts).nic().map(LinkState::name);
  }

  @Test
  void r62_firstByNameThatCouldCarryTheHostIsLikely() {
    List<LinkState> links =
        List.of(
            Links.LOOPBACK,
            Links.nic(2, "wlan0"),
            Links.bridge(3, "abr0"),
            Links.port(4, "aport0", 3),
            Links.tap(5, "atap0", 0),
            Links.tunnel(6, "atun0"),
            Links.downNic(7, "adown0"),
            Links.nic(8, "abare0"),
            Links.nic(9, "eth1"),
            Links.nic(10, "eth0"));
    Set<Integer> addressed = Set.of(1, 2, 3, 4, 5, 6, 7, 9, 10);

    assertEquals(
        Optional.of("eth0"), likely(links, new NicFacts(Set.of(2), NONE, addressed, Set.of(10))));
  }

  @Test
  void r62_hardwareComesBeforeWhatIsVirtual() {
    List<LinkState> links =
        List.of(Links.ofKind(2, "aveth0", "veth"), Links.nic(3, "enp1s0"), Links.nic(4, "enp2s0"));

    assertEquals(
        Optional.of("enp1s0"),
        likely(links, new NicFacts(NONE, Set.of(3, 4), all(links), Set.of(3))));
  }

  @Test
  void r62_noneIsLikelyOnAHostThatHasOnlyWireless() {
    List<LinkState> links = List.of(Links.LOOPBACK, Links.nic(2, "wlan0"));
    NicChoice choice =
        NicChoice.likely(links, new NicFacts(Set.of(2), Set.of(2), all(links), Set.of(2)));

    assertEquals(Optional.empty(), choice.nic());
    assertTrue(choice.warnings().getFirst().contains("not wireless"), choice::toString);
  }

  @Test
  void r62_interfaceWithoutTheDefaultRouteIsWarnedOf() {
    List<LinkState> links = List.of(Links.nic(2, "eth0"), Links.nic(3, "eth1"));
    NicFacts facts = new NicFacts(NONE, NONE, all(links), Set.of(3));

    assertTrue(NicChoice.likely(links, facts).warnings().getFirst().contains("eth0 does not"));
    NicFacts withoutRoutes = new NicFacts(NONE, NONE, all(links), NONE);
    assertEquals(List.of(), NicChoice.likely(links, withoutRoutes).warnings());
  }

  @Test
  void r81_namedInterfaceThatCannotBeAPortIsRefused() {
    List<LinkState> links =
        List.of(
            Links.LOOPBACK,
            Links.nic(2, "wlan0"),
            Links.bridge(3, "br0"),
            Links.port(4, "eth0", 3),
            Links.tunnel(5, "tun0"),
            Links.ofKind(6, "bond0", "bond"),
            Links.port(7, "slave0", 6));

    assertEquals("it is the loopback", objection("lo", links));
    assertEquals(
        "it is wireless, and an access point takes frames of one station only",
        objection("wlan0", links));
    assertEquals("it is a bridge itself", objection("br0", links));
    assertEquals("it is a port of br0 already", objection("eth0", links));
    assertEquals("it carries no Ethernet", objection("tun0", links));
    assertEquals("it is a port of bond0 already", objection("slave0", links));
    assertTrue(refusal("nope0", links).contains("does not exist"));
  }

  private static String refusal(String name, List<LinkState> links) {
    NicFacts facts = new NicFacts(Set.of(2), NONE, all(links), NONE);
    return assertThrows(CallException.class, () -> NicChoice.named(name, links, facts))
        .getMessage();
  }

  private static String objection(String name, List<LinkState> links) {
    String refusal = refusal(name, links);
    return refusal.substring(refusal.indexOf(": ") + 2, refusal.indexOf(';'));
  }

  @Test
  void r82_bondAndVlanAreUplinksAsAnyOther() throws CallException {
    List<LinkState> links =
        List.of(Links.ofKind(2, "bond0", "bond"), Links.ofKind(3, "bond0.10", "vlan"));
    NicFacts facts = new NicFacts(NONE, NONE, all(links), Set.of(2));

    assertEquals(Optional.of("bond0"), likely(links, facts));
    assertEquals("bond0.10", NicChoice.named("bond0.10", links, facts).nic().orElseThrow().name());
  }

  @Test
  void r63_namedInterfaceNeedsNoAddress() throws CallException {
    List<LinkState> links = List.of(Links.downNic(2, "eth0"));
    NicChoice choice = NicChoice.named("eth0", links, new NicFacts(NONE, NONE, NONE, NONE));

    assertEquals("eth0", choice.nic().orElseThrow().name());
  }
}
