package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CodecTest {
  private static final long SEED = 20260101;
  private static final int MUTATIONS = 20_000;

  @Test
  void readsAVeth() {
    LinkState link = LinkState.parse(Capture.VETH.bytes());

    assertEquals(3, link.index());
    assertEquals("eth0", link.name());
    assertEquals("02:00:00:00:00:0a", link.mac());
    assertEquals(1500, link.mtu());
    assertEquals("veth", link.kind());
    assertEquals(2, link.lowerIndex());
    assertEquals(OperState.UP, link.operState());
    assertEquals(Optional.of(AddrGenMode.EUI64), link.addrGenMode());
    assertTrue(link.isUp() && link.isEthernet() && link.carrier());
    assertFalse(link.isPort() || link.isBridge() || link.isTap() || link.isLoopback());
  }

  @Test
  void readsATap() {
    LinkState link = LinkState.parse(Capture.TAP.bytes());

    assertTrue(link.isTap());
    assertEquals(
        Optional.of(
            new LinkState.Tun(true, OptionalLong.of(4711), OptionalLong.empty(), true, false)),
        link.tun());
  }

  @Test
  void readsABridge() {
    LinkState link = LinkState.parse(Capture.BRIDGE.bytes());

    assertTrue(link.isBridge());
    assertEquals(Optional.of(new LinkState.Bridge(true, 1500)), link.bridge());
  }

  @Test
  void readsAddresses() {
    Address ipv4 = Address.parse(Capture.IPV4_ADDRESS.bytes());
    Address ipv6 = Address.parse(Capture.IPV6_ADDRESS.bytes());

    assertEquals("192.0.2.10/24", ipv4.toString());
    assertEquals("eth0:1", ipv4.payload().attributes().text(Address.IFA_LABEL));
    assertTrue(ipv4.isIpv4() && ipv4.hasPrefixRoute() && !ipv4.isSecondary());
    assertEquals("2001:db8::10/64", ipv6.toString());
    assertFalse(ipv6.isIpv4() || ipv6.hasPrefixRoute() || ipv6.isLinkLocal());
    assertEquals(3, ipv6.interfaceIndex());
  }

  @Test
  void readsRoutes() throws Exception {
    Route ipv4 = Route.parse(Capture.IPV4_ROUTE.bytes());
    Route ipv6 = Route.parse(Capture.IPV6_ROUTE.bytes());
    Route viaIpv6 = Route.parse(Capture.ROUTE_VIA_IPV6.bytes());

    assertEquals("10.3.0.0/16 via 192.0.2.1 table 1000 metric 9", ipv4.toString());
    assertEquals(Optional.of(InetAddress.getByName("192.0.2.10")), ipv4.preferredSource());
    assertEquals("2001:db8:77::/48 via fe80::1 metric 1024", ipv6.toString());
    assertEquals("10.8.0.0/16 via fe80::1", viaIpv6.toString());
    assertTrue(viaIpv6.isIpv4() && viaIpv6.hasGateway());
    assertEquals(List.of(InetAddress.getByName("fe80::1")), viaIpv6.gateways(3));
  }

  @Test
  void readsLegsOfAMultipathRoute() throws Exception {
    Route route = Route.parse(Capture.MULTIPATH.bytes());

    assertTrue(route.leavesThrough(3) && route.leavesThrough(5));
    assertFalse(route.leavesThrough(4));
    assertEquals(List.of(InetAddress.getByName("192.0.2.5")), route.gateways(3));
    assertEquals("10.5.0.0/16 nexthop via 192.0.2.5 nexthop via 10.1.0.2", route.toString());
  }

  @Test
  void readsARuleAndANeighbour() {
    Rule rule = Rule.parse(Capture.RULE.bytes());
    Neighbour neighbour = Neighbour.parse(Capture.NEIGHBOUR.bytes());

    assertTrue(rule.names("eth0") && !rule.names("eth"));
    assertEquals("IPv4 rule of priority 100", rule.toString());
    assertTrue(neighbour.isPermanent() && !neighbour.isResolved() && !neighbour.isProxy());
    assertEquals("neighbour 192.0.2.77", neighbour.toString());
  }

  @Test
  void readsWhatTheKernelSaysOfARefusal() {
    NetlinkMessage refusal = NetlinkMessage.parse(Capture.REFUSAL.bytes()).getFirst();

    assertEquals(
        new ErrorAnswer(LibC.EINVAL, "mtu greater than device maximum"),
        ErrorAnswer.parse(refusal));
    assertEquals(
        new ErrorAnswer(0, ""),
        ErrorAnswer.parse(NetlinkMessage.parse(Capture.ACKNOWLEDGEMENT.bytes()).getFirst()));
    assertEquals(
        new ErrorAnswer(0, ""),
        ErrorAnswer.parse(NetlinkMessage.parse(Capture.DONE.bytes()).getFirst()));
  }

  @Test
  void readsAllMessagesOfADatagram() {
    List<NetlinkMessage> messages = NetlinkMessage.parse(Capture.RULES.bytes());

    assertEquals(
        List.of("0", "100", "32766", "32767"),
        messages.stream()
            .map(m -> Rule.parse(m.payload()))
            .map(r -> Integer.toUnsignedString(r.priority()))
            .toList());
  }

  @ParameterizedTest
  @EnumSource(
      value = Capture.class,
      names = {"REFUSAL", "ACKNOWLEDGEMENT", "RULES", "DONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void writesWhatItRead(Capture capture) {
    assertArrayEquals(capture.bytes(), structure(capture).encode());
  }

  @ParameterizedTest
  @EnumSource(
      value = Capture.class,
      names = {"REFUSAL", "ACKNOWLEDGEMENT", "RULES", "DONE"})
  void writesDatagramsThatItRead(Capture capture) {
    byte[] written =
        NetlinkMessage.parse(capture.bytes()).stream()
            .map(NetlinkMessage::encode)
            .reduce(new byte[0], CodecTest::joined);

    assertArrayEquals(capture.bytes(), written);
  }

  @Test
  void writesLegsThatItRead() {
    byte[] legs = structure(Capture.MULTIPATH).attributes().bytes(Route.RTA_MULTIPATH);

    assertArrayEquals(legs, NextHop.encode(NextHop.parse(legs)));
  }

  /** Cut anywhere it is refused, or it is a message that ends there; never another exception. */
  @ParameterizedTest
  @EnumSource(Capture.class)
  void refusesTruncatedMessages(Capture capture) {
    byte[] bytes = capture.bytes();

    long refused =
        IntStream.range(0, bytes.length)
            .filter(length -> isRefused(reader(capture), Arrays.copyOf(bytes, length)))
            .count();

    assertTrue(refused >= bytes.length / 2, refused + " of " + bytes.length);
  }

  @ParameterizedTest
  @EnumSource(Capture.class)
  void refusesOrReadsAnyBytes(Capture capture) {
    Random random = new Random(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = capture.bytes();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      isRefused(reader(capture), bytes);
    }
  }

  @Test
  void refusesLengthsThatLie() {
    byte[] tooLong = Capture.RULE.bytes();
    tooLong[Rule.HEADER_SIZE] = 0x7f;
    byte[] tooShort = Capture.RULE.bytes();
    tooShort[Rule.HEADER_SIZE] = 3;

    assertEquals(
        "attribute at byte 12 says 127 of 44 bytes",
        assertThrows(MalformedMessageException.class, () -> Rule.parse(tooLong)).getMessage());
    assertEquals(
        "attribute at byte 12 says 3 of 44 bytes",
        assertThrows(MalformedMessageException.class, () -> Rule.parse(tooShort)).getMessage());
    assertEquals(
        "message of 11 bytes lacks its structure of 12",
        assertThrows(MalformedMessageException.class, () -> Rule.parse(new byte[11])).getMessage());
  }

  @Test
  void keepsWhatItDoesNotUnderstand() {
    Attribute unknown = new Attribute(999, new byte[] {1, 2, 3});
    Payload rule = structure(Capture.RULE).with(unknown);
    Renaming toBridge = new Renaming(3, "eth0", 7, "br0");

    Payload renamed = toBridge.rule(Payload.parse(rule.encode(), Rule.HEADER_SIZE));

    assertEquals(Optional.of(unknown), renamed.attributes().find(999));
    assertEquals("br0", renamed.attributes().text(Rule.FRA_IIFNAME));
  }

  @Test
  void writesIpv6AsRfc5952() throws Exception {
    for (String text :
        List.of("::", "::1", "fe80::1", "2001:db8::", "2001:db8:0:1::1", "1:0:2:3:4:5:6:7")) {
      assertEquals(text, IpAddress.text(InetAddress.getByName(text)));
    }
  }

  private static Payload structure(Capture capture) {
    int size =
        switch (capture) {
          case VETH, TAP, BRIDGE -> LinkState.HEADER_SIZE;
          case IPV4_ADDRESS, IPV6_ADDRESS -> Address.HEADER_SIZE;
          default -> Route.HEADER_SIZE;
        };
    return Payload.parse(capture.bytes(), size);
  }

  /** Reads all that is ever read of such a message. */
  private static Consumer<byte[]> reader(Capture capture) {
    return switch (capture) {
      case VETH, TAP, BRIDGE -> LinkState::parse;
      case IPV4_ADDRESS, IPV6_ADDRESS ->
          bytes -> {
            Address address = Address.parse(bytes);
            address.toString();
            address.onLink();
            address.flags();
          };
      case IPV4_ROUTE, MULTIPATH, ROUTE_VIA_IPV6, IPV6_ROUTE ->
          bytes -> {
            Route route = Route.parse(bytes);
            route.toString();
            route.gateways(3);
            route.preferredSource();
          };
      case RULE ->
          bytes -> {
            Rule rule = Rule.parse(bytes);
            rule.toString();
            rule.names("eth0");
          };
      case NEIGHBOUR ->
          bytes -> {
            Neighbour neighbour = Neighbour.parse(bytes);
            if (neighbour.isIp()) {
              neighbour.toString();
            }
          };
      case REFUSAL, ACKNOWLEDGEMENT, DONE ->
          bytes -> NetlinkMessage.parse(bytes).forEach(ErrorAnswer::parse);
      case RULES -> bytes -> NetlinkMessage.parse(bytes).forEach(m -> Rule.parse(m.payload()));
    };
  }

  private static boolean isRefused(Consumer<byte[]> reader, byte[] bytes) {
    try {
      reader.accept(bytes);
      return false;
    } catch (MalformedMessageException _) {
      return true;
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
