package io.vnetctl.tap.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The attributes of a message or of a nest, in their order. Those that nobody here understands stay
 * in it, so that a message is copied whole. Immutable.
 */
record Attributes(List<Attribute> list) {
  static final Attributes NONE = new Attributes(List.of());

  Attributes {
    list = List.copyOf(list);
  }

  static Attributes of(Attribute... attributes) {
    return new Attributes(List.of(attributes));
  }

  /** Reads all attributes from an offset to the end; the last may lack its padding. */
  static Attributes parse(byte[] bytes, int offset) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    List<Attribute> list = new ArrayList<>();
    int at = offset;
    while (at < bytes.length) {
      if (bytes.length - at < Attribute.HEADER_SIZE) {
        throw new MalformedMessageException(
            "attribute header of %d bytes at byte %d".formatted(bytes.length - at, at));
      }
      int length = Short.toUnsignedInt(in.getShort(at));
      if (length < Attribute.HEADER_SIZE || length > bytes.length - at) {
        throw new MalformedMessageException(
            "attribute at byte %d says %d of %d bytes".formatted(at, length, bytes.length - at));
      }
      byte[] value = new byte[length - Attribute.HEADER_SIZE];
      in.get(at + Attribute.HEADER_SIZE, value);
      list.add(new Attribute(Short.toUnsignedInt(in.getShort(at + 2)), value));
      at += padded(length);
    }
    return new Attributes(list);
  }

  /** Length in a message: the next multiple of 4 (NLA_ALIGN). */
  static int padded(int length) {
    return length + 3 & ~3;
  }

  byte[] encode() {
    int size = list.stream().mapToInt(a -> padded(Attribute.HEADER_SIZE + a.value().length)).sum();
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    int at = 0;
    for (Attribute attribute : list) {
      int length = Attribute.HEADER_SIZE + attribute.value().length;
      out.putShort(at, (short) length);
      out.putShort(at + 2, (short) attribute.rawType());
      out.put(at + Attribute.HEADER_SIZE, attribute.value());
      at += padded(length);
    }
    return out.array();
  }

  /** The last one of a type counts, as it does in the kernel (nla_parse). */
  Optional<Attribute> find(int type) {
    return list.stream().filter(a -> a.type() == type).reduce((first, second) -> second);
  }

  boolean has(int type) {
    return find(type).isPresent();
  }

  int u8(int type, int absent) {
    return find(type).map(Attribute::asU8).orElse(absent);
  }

  int u32(int type, int absent) {
    return find(type).map(Attribute::asU32).orElse(absent);
  }

  String text(int type) {
    return find(type).map(Attribute::asText).orElse("");
  }

  byte[] bytes(int type) {
    return find(type).map(Attribute::value).orElse(new byte[0]);
  }

  Attributes nested(int type) {
    return find(type).map(Attribute::asNested).orElse(NONE);
  }

  Attributes without(Integer... types) {
    Set<Integer> gone = Set.of(types);
    return new Attributes(list.stream().filter(a -> !gone.contains(a.type())).toList());
  }

  /** Replaces in its place what has the type, or appends. */
  Attributes with(Attribute attribute) {
    if (!has(attribute.type())) {
      return new Attributes(Stream.concat(list.stream(), Stream.of(attribute)).toList());
    }
    return new Attributes(
        list.stream().map(a -> a.type() == attribute.type() ? attribute : a).toList());
  }
}
