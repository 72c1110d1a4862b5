package io.vnetctl.tap.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What all messages of rtnetlink(7) have: a structure of fixed size, then attributes.
 *
 * @param header the structure as it is; not copied: nobody changes it
 */
record Payload(byte[] header, Attributes attributes) {
  static Payload parse(byte[] payload, int headerSize) {
    if (payload.length < headerSize) {
      throw new MalformedMessageException(
          "message of %d bytes lacks its structure of %d".formatted(payload.length, headerSize));
    }
    return new Payload(
        Arrays.copyOf(payload, headerSize),
        Attributes.parse(payload, Attributes.padded(headerSize)));
  }

  byte[] encode() {
    byte[] tail = attributes.encode();
    byte[] payload = Arrays.copyOf(header, Attributes.padded(header.length) + tail.length);
    System.arraycopy(tail, 0, payload, payload.length - tail.length, tail.length);
    return payload;
  }

  int u8(int offset) {
    return Byte.toUnsignedInt(header[offset]);
  }

  int u16(int offset) {
    return Short.toUnsignedInt(fields(header).getShort(offset));
  }

  int i32(int offset) {
    return fields(header).getInt(offset);
  }

  Payload withU8(int offset, int value) {
    byte[] changed = header.clone();
    changed[offset] = (byte) value;
    return new Payload(changed, attributes);
  }

  Payload withU16(int offset, int value) {
    byte[] changed = header.clone();
    fields(changed).putShort(offset, (short) value);
    return new Payload(changed, attributes);
  }

  Payload withI32(int offset, int value) {
    byte[] changed = header.clone();
    fields(changed).putInt(offset, value);
    return new Payload(changed, attributes);
  }

  Payload with(Attributes changed) {
    return new Payload(header, changed);
  }

  Payload with(Attribute attribute) {
    return with(attributes.with(attribute));
  }

  Payload without(Integer... types) {
    return with(attributes.without(types));
  }

  private static ByteBuffer fields(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload(byte[] otherHeader, Attributes otherAttributes)
        && Arrays.equals(otherHeader, header)
        && otherAttributes.equals(attributes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(header) + attributes.hashCode();
  }
}
