package io.vnetctl.vde.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A client's request for a port: the one message it sends on the control socket (VDE data plane,
 * 2.1 and 2.2). Numbers are little-endian.
 *
 * <pre>
 *   version 3                              version 1
 *   0    4  magic ce fa ed fe              0    4  magic ce fa ed fe
 *   4    4  version = 3                    4    4  type, 0 or 1
 *   8    1  type, 0 or 1                   8    6  MAC address, ignored
 *   9    3  port number, 0 = any          14  110  address
 *  12  110  address                      124    n  description
 * 122    n  description
 * </pre>
 *
 * The description has neither length nor end: it is what came with the request.
 *
 * @param version 3 or 1
 * @param type whether the request is for port 0
 * @param port number asked for, 0 to 2^24 - 1, 0 = any; always 0 in version 1
 * @param address of the client's data socket, bound already
 * @param description octets as ISO 8859-1 characters, so that they can be shown unchanged; cut at a
 *     NUL and after {@value #MAX_DESCRIPTION} octets
 */
public record PortRequest(
    int version, Type type, int port, SockaddrUn address, String description) {

  /** The most that VDE's own switch can take in with a request of version 3; the rest is cut. */
  public static final int MAX_DESCRIPTION = 134;

  /** The largest port number a request can hold. */
  public static final int MAX_PORT = 0xff_ffff;

  private static final int MAGIC_NUMBER = 0xfeed_face;
  private static final int MAGIC = 0;
  private static final int VERSION = 4;
  private static final int V3_TYPE = 8;
  private static final int V3_ADDRESS = 12;
  private static final int V1_TYPE = 4;
  private static final int V1_ADDRESS = 14;

  /** What is asked for. The order is the wire's number. */
  public enum Type {
    /** The port of the number given, or any free one. */
    PORT,
    /** Port 0, which is never given out as a free one. */
    PORT_ZERO
  }

  /** Why a request is refused. */
  public enum Refusal {
    /** It does not begin with the magic number; VDE's version 0 did not either. */
    BAD_MAGIC,
    /** Its version is neither 1 nor 3. */
    BAD_VERSION,
    /** Its type is neither port nor port 0. */
    BAD_TYPE,
    /** Its address is not one of AF_UNIX. */
    BAD_ADDRESS
  }

  /** What the octets received so far amount to. */
  public sealed interface Decoded {}

  /** No request yet, but nothing wrong with it so far. */
  public record NeedMore() implements Decoded {}

  /** A whole request. */
  public record Complete(PortRequest request) implements Decoded {}

  /** Never a request, whatever follows. */
  public record Refused(Refusal reason) implements Decoded {}

  /** Rejects numbers and characters out of range; cuts the description. */
  public PortRequest {
    if (version != 1 && version != 3) {
      throw new IllegalArgumentException("version of a port request is 1 or 3, not " + version);
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port " + port + " is outside 0.." + MAX_PORT);
    }
    if (version == 1 && port != 0) {
      throw new IllegalArgumentException("version 1 cannot ask for port " + port);
    }
    if (description.chars().anyMatch(octet -> octet > 0xff)) {
      throw new IllegalArgumentException("description is not ISO 8859-1: " + description);
    }
    int nul = description.indexOf('\0');
    int end = nul < 0 ? description.length() : nul;
    description = description.substring(0, Math.min(end, MAX_DESCRIPTION));
  }

  /**
   * Reads a request from all octets received so far; to be called again with more after {@link
   * NeedMore}. A refusal is seen as early as the octets allow. Borrows the buffer and leaves its
   * position alone.
   */
  public static Decoded decode(ByteBuffer octets) {
    ByteBuffer wire = octets.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (wire.remaining() < VERSION) {
      return new NeedMore();
    }
    if (wire.getInt(MAGIC) != MAGIC_NUMBER) {
      return new Refused(Refusal.BAD_MAGIC);
    }
    if (wire.remaining() < VERSION + Integer.BYTES) {
      return new NeedMore();
    }
    return switch (wire.getInt(VERSION)) {
      case 3 -> decodeVersion3(wire);
      case 0, 1 -> decodeBody(wire, 1, wire.getInt(V1_TYPE), 0, V1_ADDRESS);
      default -> new Refused(Refusal.BAD_VERSION);
    };
  }

  private static Decoded decodeVersion3(ByteBuffer wire) {
    if (wire.remaining() < V3_TYPE + Integer.BYTES) {
      return new NeedMore();
    }
    int typeAndPort = wire.getInt(V3_TYPE);
    return decodeBody(wire, 3, typeAndPort & 0xff, typeAndPort >>> 8, V3_ADDRESS);
  }

  private static Decoded decodeBody(
      ByteBuffer wire, int version, int type, int port, int addressOffset) {
    if (type >= Type.values().length) {
      return new Refused(Refusal.BAD_TYPE);
    }
    int descriptionOffset = addressOffset + SockaddrUn.OCTETS;
    if (wire.remaining() < descriptionOffset) {
      return new NeedMore();
    }
    Optional<SockaddrUn> address = SockaddrUn.decode(wire.slice(addressOffset, SockaddrUn.OCTETS));
    if (address.isEmpty()) {
      return new Refused(Refusal.BAD_ADDRESS);
    }
    byte[] description = new byte[Math.min(wire.remaining() - descriptionOffset, MAX_DESCRIPTION)];
    wire.get(descriptionOffset, description);
    return new Complete(
        new PortRequest(
            version,
            Type.values()[type],
            port,
            address.get(),
            new String(description, StandardCharsets.ISO_8859_1)));
  }

  /** The octets of the wire. */
  public byte[] encode() {
    byte[] text = description.getBytes(StandardCharsets.ISO_8859_1);
    int addressOffset = version == 3 ? V3_ADDRESS : V1_ADDRESS;
    int descriptionOffset = addressOffset + SockaddrUn.OCTETS;
    ByteBuffer wire =
        ByteBuffer.allocate(descriptionOffset + text.length).order(ByteOrder.LITTLE_ENDIAN);
    wire.putInt(MAGIC, MAGIC_NUMBER);
    if (version == 3) {
      wire.putInt(VERSION, version).putInt(V3_TYPE, port << 8 | type.ordinal());
    } else {
      wire.putInt(V1_TYPE, type.ordinal());
    }
    wire.put(addressOffset, address.encode()).put(descriptionOffset, text);
    return wire.array();
  }
}
