package io.vnetctl.core.twin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Builds Ethernet frames without FCS: 60 bytes of IPv4 unless set otherwise, from station 1 to all.
 * Station n has the address 02:00:00:00:00:0n.
 */
public final class FrameBuilder {
  /** The broadcast address. */
  public static final long BROADCAST = 0xffff_ffff_ffffL;

  /** The bridge group address. */
  public static final long BRIDGE_GROUP = 0x0180_c200_0000L;

  private static final long STATION = 0x0200_0000_0000L;
  private static final int ADDRESSES_BYTES = 12;
  private static final int TPID = 0x8100;

  private long destination = BROADCAST;
  private long source = STATION | 1;
  private final ByteArrayOutputStream tags = new ByteArrayOutputStream();
  private int type = 0x0800;
  private int size = 60;

  private FrameBuilder() {}

  /** A frame to be described. */
  public static FrameBuilder frame() {
    return new FrameBuilder();
  }

  /** The address of a station. */
  public static long station(int number) {
    return STATION | number;
  }

  /** To a station. */
  public FrameBuilder to(int station) {
    return toMac(station(station));
  }

  /** To an address. */
  public FrameBuilder toMac(long mac) {
    destination = mac;
    return this;
  }

  /** From a station. */
  public FrameBuilder from(int station) {
    return fromMac(station(station));
  }

  /** From an address. */
  public FrameBuilder fromMac(long mac) {
    source = mac;
    return this;
  }

  /** Adds an 802.1Q tag inside those added before; priority (3 bits), DEI, VLAN (12 bits). */
  public FrameBuilder tag(int tagControl) {
    return tag(TPID, tagControl);
  }

  /** Adds a tag of another type. */
  public FrameBuilder tag(int tpid, int tagControl) {
    tags.writeBytes(new byte[] {(byte) (tpid >> 8), (byte) tpid});
    tags.writeBytes(new byte[] {(byte) (tagControl >> 8), (byte) tagControl});
    return this;
  }

  /** EtherType or length. */
  public FrameBuilder type(int etherType) {
    type = etherType;
    return this;
  }

  /** Length in bytes without tags; a short one cuts the headers. */
  public FrameBuilder size(int bytes) {
    size = bytes;
    return this;
  }

  /** The frame. */
  public byte[] bytes() {
    int length = size + tags.size();
    ByteBuffer out = ByteBuffer.allocate(Math.max(length, ADDRESSES_BYTES + tags.size() + 2));
    out.putLong(destination << 16).position(6);
    out.putShort((short) (source >> 32)).putInt((int) source);
    out.put(tags.toByteArray()).putShort((short) type);
    for (int i = 0; out.hasRemaining(); i++) {
      out.put((byte) (3 + 7 * i));
    }
    return Arrays.copyOf(out.array(), length);
  }
}
