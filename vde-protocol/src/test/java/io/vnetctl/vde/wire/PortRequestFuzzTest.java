package io.vnetctl.vde.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vnetctl.core.twin.Mutations;
import io.vnetctl.vde.wire.PortRequest.Complete;
import io.vnetctl.vde.wire.PortRequest.Decoded;
import io.vnetctl.vde.wire.PortRequest.NeedMore;
import io.vnetctl.vde.wire.PortRequest.Refused;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Any bytes as a request, whole and in pieces. */
class PortRequestFuzzTest {
  /** What a session reads at most. */
  private static final int MAX_BYTES = 512;

  @FuzzTest
  void decodesPiecesAsTheWhole(byte[] input) {
    byte[] octets = Arrays.copyOf(input, Math.min(input.length, MAX_BYTES));
    Decoded whole = decode(octets, octets.length);
    for (int length = 0; length < octets.length; length++) {
      switch (decode(octets, length)) {
        case NeedMore() -> {}
        case Refused refused -> assertEquals(refused, whole);
        case Complete(PortRequest part) -> {
          // Only the description has no end of its own.
          PortRequest all = ((Complete) whole).request();
          assertEquals(part.address(), all.address());
          assertEquals(part.port(), all.port());
        }
      }
    }
    if (whole instanceof Complete(PortRequest request)) {
      assertEquals(whole, decode(request.encode(), request.encode().length));
    }
  }

  @Test
  void decodesPiecesOfMutationsAsTheWhole() {
    Mutations.run(
        PortRequestFuzzTest.class, "decodesPiecesAsTheWhole", this::decodesPiecesAsTheWhole);
  }

  private static Decoded decode(byte[] octets, int length) {
    return PortRequest.decode(ByteBuffer.wrap(octets, 0, length));
  }
}
