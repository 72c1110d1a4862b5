package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vnetctl.core.twin.Mutations;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Any bytes as the kernel's message: read, or refused as malformed, and never anything else. */
final class NetlinkFuzzTest {

  /** The first byte says as what the rest is read. */
  @FuzzTest
  void readsOrRefuses(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] message = Arrays.copyOfRange(input, 1, input.length);
    try {
      reader(Math.floorMod(input[0], 7)).accept(message);
    } catch (MalformedMessageException refused) {
      // That is what it is for.
      return;
    }
  }

  @Test
  void readsOrRefusesMutations() {
    Mutations.run(NetlinkFuzzTest.class, "readsOrRefuses", this::readsOrRefuses);
  }

  private static Consumer<byte[]> reader(int kind) {
    return switch (kind) {
      case 0 -> bytes -> LinkState.parse(bytes).toString();
      case 1 ->
          bytes -> {
            Address address = Address.parse(bytes);
            assertSame(bytes, address.payload(), Address.HEADER_SIZE);
            address.toString();
            address.onLink();
          };
      case 2 ->
          bytes -> {
            Route route = Route.parse(bytes);
            assertSame(bytes, route.payload(), Route.HEADER_SIZE);
            route.toString();
            route.gateways(3);
            route.preferredSource();
          };
      case 3 ->
          bytes -> {
            Rule rule = Rule.parse(bytes);
            rule.toString();
            rule.names("eth0");
          };
      case 4 ->
          bytes -> {
            Neighbour neighbour = Neighbour.parse(bytes);
            if (neighbour.isIp()) {
              neighbour.toString();
            }
          };
      case 5 -> bytes -> NetlinkMessage.parse(bytes).forEach(ErrorAnswer::parse);
      default -> bytes -> NetlinkMessage.parse(bytes).forEach(it -> LinkState.parse(it.payload()));
    };
  }

  /** What was read is written as it was; only padding may differ. */
  private static void assertSame(byte[] bytes, Payload payload, int headerSize) {
    byte[] again = payload.encode();
    assertEquals(payload, Payload.parse(again, headerSize));
    assertArrayEquals(Arrays.copyOf(bytes, headerSize), Arrays.copyOf(again, headerSize));
  }
}
