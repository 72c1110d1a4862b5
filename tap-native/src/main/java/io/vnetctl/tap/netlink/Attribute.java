package io.vnetctl.tap.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One attribute of a netlink message, {@code struct nlattr} (netlink(7)), with its value as it is.
 *
 * @param rawType type with the flags NLA_F_NESTED and NLA_F_NET_BYTEORDER, 0 to 65,535
 * @param value at most 65,531 bytes, not copied: nobody changes it
 */
record Attribute(int rawType, byte[] value) {
  /** Bytes of the header: length and type, 16 bits each. */
  static final int HEADER_SIZE = 4;

  static final int NESTED = 0x8000;

  private static final int TYPE_MASK = 0x3fff;

  Attribute {
    if (rawType < 0 || rawType > 0xffff || value.length > 0xffff - HEADER_SIZE) {
      throw new IllegalArgumentException(
          "attribute %d of %d bytes does not fit".formatted(rawType, value.length));
    }
  }

  static Attribute u8(int type, int value) {
    return new Attribute(type, new byte[] {(byte) value});
  }

  static Attribute u32(int type, int value) {
    return new Attribute(
        type, ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array());
  }

  /** A string with its closing NUL. */
  static Attribute text(int type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Attribute(type, Arrays.copyOf(bytes, bytes.length + 1));
  }

  static Attribute nested(int type, Attributes inner) {
    return new Attribute(type | NESTED, inner.encode());
  }

  int type() {
    return rawType & TYPE_MASK;
  }

  int asU8() {
    return Byte.toUnsignedInt(value(1).get());
  }

  int asU32() {
    return value(4).getInt();
  }

  /** Text up to the first NUL, or all of it. */
  String asText() {
    int end = 0;
    while (end < value.length && value[end] != 0) {
      end++;
    }
    return new String(value, 0, end, StandardCharsets.UTF_8);
  }

  Attributes asNested() {
    return Attributes.parse(value, 0);
  }

  private ByteBuffer value(int needed) {
    if (value.length < needed) {
      throw new MalformedMessageException(
          "attribute %d has %d bytes, not %d".formatted(type(), value.length, needed));
    }
    return ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attribute(int otherType, byte[] otherValue)
        && otherType == rawType
        && Arrays.equals(otherValue, value);
  }

  @Override
  public int hashCode() {
    return 31 * rawType + Arrays.hashCode(value);
  }
}
