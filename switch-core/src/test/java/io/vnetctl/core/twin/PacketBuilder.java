package io.vnetctl.core.twin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Builds Ethernet frames of TCP and UDP over IPv4 and IPv6, and cuts them up, in the plainest way:
 * each segment is built anew. Unless set otherwise a frame is TCP over IPv4 from station 1 to
 * station 2, with flag ACK, DF, and without payload.
 */
public final class PacketBuilder implements Cloneable {
  /** Flag of TCP: the last. */
  public static final int FIN = 1;

  /** Flag of TCP: to be handed on at once. */
  public static final int PSH = 8;

  /** Flag of TCP: the acknowledgement number holds. */
  public static final int ACK = 16;

  /** Flag of TCP: congestion was met. */
  public static final int ECE = 64;

  /** Flag of TCP: the window was reduced. */
  public static final int CWR = 128;

  private static final int TCP = 6;
  private static final int UDP = 17;

  private byte[] tags = {};
  private boolean v6;
  private boolean udp;
  private byte[] v4Options = {};
  private byte[] extensions = {};
  private int firstExtension;
  private int trafficClass;
  private int id;
  private int fragment = 0x4000;
  private int hops = 64;
  private int fromHost = 10;
  private int toHost = 20;
  private int source = 40_000;
  private int destination = 80;
  private int sequence = 1_000_000;
  private int ackNumber = 77;
  private int reserved;
  private int flags = ACK;
  private int window = 500;
  private int urgent;
  private byte[] options = {};
  private byte[] payload = {};

  private PacketBuilder() {}

  /** A frame to be described. */
  public static PacketBuilder packet() {
    return new PacketBuilder();
  }

  /** A frame with random headers, tags and options, and without payload. */
  public static PacketBuilder random(Random random) {
    PacketBuilder packet = packet().id(random.nextInt(1 << 16)).sequence(random.nextInt());
    packet.flags(ACK | random.nextInt(256) & (FIN | PSH | ECE | CWR));
    packet.trafficClass(random.nextInt(256)).window(random.nextInt(1 << 16));
    packet.options(randomBytes(random, 4 * random.nextInt(11)));
    if (random.nextBoolean()) {
      packet.udp();
    }
    switch (random.nextInt(4)) {
      case 0 -> packet.v4Options(randomBytes(random, 4 * random.nextInt(11)));
      case 1 -> packet.v6();
      case 2 -> packet.v6().v6Options();
      default -> {}
    }
    int tags = random.nextInt(3);
    for (int i = 0; i < tags; i++) {
      packet.tag(i == 0 ? 0x88a8 : 0x8100, random.nextInt(1 << 16));
    }
    return packet;
  }

  /** A frame as TCP sends it in the middle of a transfer, over IP without options. */
  public static PacketBuilder randomTcp(Random random) {
    PacketBuilder packet = random(random);
    packet.udp = false;
    packet.v4Options = new byte[0];
    packet.extensions = new byte[0];
    return packet.flags(ACK | random.nextInt(2) * PSH);
  }

  /** Some random bytes. */
  public static byte[] randomBytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Adds a tag inside those added before. */
  public PacketBuilder tag(int tpid, int tagControl) {
    int end = tags.length;
    tags = Arrays.copyOf(tags, end + 4);
    ByteBuffer.wrap(tags).position(end).putShort((short) tpid).putShort((short) tagControl);
    return this;
  }

  /** IPv6. */
  public PacketBuilder v6() {
    v6 = true;
    return this;
  }

  /** UDP. */
  public PacketBuilder udp() {
    udp = true;
    return this;
  }

  /** Options of IPv4, a multiple of 4 bytes. */
  public PacketBuilder v4Options(byte[] bytes) {
    v4Options = bytes;
    return this;
  }

  /** A header of destination options before TCP or UDP of IPv6. */
  public PacketBuilder v6Options() {
    extensions = new byte[16];
    extensions[0] = (byte) (udp ? UDP : TCP);
    extensions[1] = 1;
    extensions[2] = 1;
    extensions[3] = 12;
    firstExtension = 60;
    return this;
  }

  /** TOS or traffic class. */
  public PacketBuilder trafficClass(int value) {
    trafficClass = value;
    return this;
  }

  /** Identification of IPv4, flow label of IPv6. */
  public PacketBuilder id(int value) {
    id = value;
    return this;
  }

  /** Flags and fragment offset of IPv4. */
  public PacketBuilder fragment(int value) {
    fragment = value;
    return this;
  }

  /** TTL or hop limit. */
  public PacketBuilder hops(int value) {
    hops = value;
    return this;
  }

  /** The last bytes of the IP addresses, 10 and 20 unless set otherwise. */
  public PacketBuilder hosts(int from, int to) {
    fromHost = from;
    toHost = to;
    return this;
  }

  /** Ports. */
  public PacketBuilder ports(int from, int to) {
    source = from;
    destination = to;
    return this;
  }

  /** Sequence number. */
  public PacketBuilder sequence(int value) {
    sequence = value;
    return this;
  }

  /** Acknowledgement number. */
  public PacketBuilder ackNumber(int value) {
    ackNumber = value;
    return this;
  }

  /** The four bits behind the data offset. */
  public PacketBuilder reserved(int value) {
    reserved = value;
    return this;
  }

  /** Flags of TCP. */
  public PacketBuilder flags(int value) {
    flags = value;
    return this;
  }

  /** Window. */
  public PacketBuilder window(int value) {
    window = value;
    return this;
  }

  /** Urgent pointer. */
  public PacketBuilder urgent(int value) {
    urgent = value;
    return this;
  }

  /** Options of TCP, a multiple of 4 bytes. */
  public PacketBuilder options(byte[] bytes) {
    options = bytes;
    return this;
  }

  /** Payload. */
  public PacketBuilder payload(byte[] bytes) {
    payload = bytes;
    return this;
  }

  /** A copy, to be changed. */
  public PacketBuilder copy() {
    try {
      return (PacketBuilder) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** The part of this frame that is segment {@code i} if it is cut each {@code gsoSize} bytes. */
  public PacketBuilder segment(int i, int gsoSize) {
    int from = i * gsoSize;
    int to = Math.min(from + gsoSize, payload.length);
    PacketBuilder segment = copy().payload(Arrays.copyOfRange(payload, from, to));
    segment.sequence = sequence + from;
    segment.id = v6 ? id : id + i;
    segment.flags &= i == 0 ? ~0 : ~CWR;
    segment.flags &= to == payload.length ? ~0 : ~(FIN | PSH);
    return segment;
  }

  /** All segments, with all checksums. */
  public List<byte[]> cut(int gsoSize) {
    List<byte[]> segments = new ArrayList<>();
    for (int i = 0; i < segments(gsoSize); i++) {
      segments.add(segment(i, gsoSize).bytes());
    }
    return segments;
  }

  /** How many segments there are. */
  public int segments(int gsoSize) {
    return (payload.length + gsoSize - 1) / gsoSize;
  }

  /** Where the network header begins. */
  public int network() {
    return 14 + tags.length;
  }

  /** Where the TCP or UDP header begins. */
  public int transport() {
    return network() + (v6 ? 40 + extensions.length : 20 + v4Options.length);
  }

  /** Where the payload begins. */
  public int headerBytes() {
    return transport() + (udp ? 8 : 20 + options.length);
  }

  /** Where the checksum is, from {@link #transport} on. */
  public int checksumOffset() {
    return udp ? 6 : 16;
  }

  /** The number that virtio_net_hdr has for this. */
  public int gsoType() {
    return udp ? 5 : v6 ? 4 : 1;
  }

  /** The ten bytes of virtio_net_hdr for this frame, without the length of the headers. */
  public byte[] virtioNetHeader(int gsoSize) {
    return new byte[] {
      1,
      (byte) (gsoSize == 0 ? 0 : gsoType()),
      0,
      0,
      (byte) gsoSize,
      (byte) (gsoSize >> 8),
      (byte) transport(),
      0,
      (byte) checksumOffset(),
      0
    };
  }

  /** The frame, with all checksums. */
  public byte[] bytes() {
    byte[] transport = transportBytes();
    int sum = sum(pseudoHeader(transport.length)) + sum(transport);
    int checksum = 0xffff - folded(sum);
    return frame(withChecksum(transport, udp && checksum == 0 ? 0xffff : checksum));
  }

  /** The frame, with the sum of the pseudo-header in place of the checksum. */
  public byte[] unfinished() {
    byte[] transport = transportBytes();
    return frame(withChecksum(transport, folded(sum(pseudoHeader(transport.length)))));
  }

  private byte[] withChecksum(byte[] transport, int checksum) {
    ByteBuffer.wrap(transport).putShort(checksumOffset(), (short) checksum);
    return transport;
  }

  private byte[] frame(byte[] transport) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1});
    out.writeBytes(tags);
    out.writeBytes(v6 ? new byte[] {(byte) 0x86, (byte) 0xdd} : new byte[] {8, 0});
    out.writeBytes(v6 ? v6Header(transport.length) : v4Header(transport.length));
    out.writeBytes(transport);
    return out.toByteArray();
  }

  private byte[] v4Header(int transportBytes) {
    int headerBytes = 20 + v4Options.length;
    ByteBuffer header = ByteBuffer.allocate(headerBytes);
    header.put((byte) (0x40 | headerBytes / 4)).put((byte) trafficClass);
    header.putShort((short) (headerBytes + transportBytes));
    header.putShort((short) id).putShort((short) fragment);
    header.put((byte) hops).put((byte) (udp ? UDP : TCP)).putShort((short) 0);
    header.put(addresses()).put(v4Options);
    return header.putShort(10, (short) (0xffff - folded(sum(header.array())))).array();
  }

  private byte[] v6Header(int transportBytes) {
    ByteBuffer header = ByteBuffer.allocate(40 + extensions.length);
    header.putInt(6 << 28 | trafficClass << 20 | id);
    header.putShort((short) (extensions.length + transportBytes));
    header.put((byte) (extensions.length > 0 ? firstExtension : udp ? UDP : TCP));
    return header.put((byte) hops).put(addresses()).put(extensions).array();
  }

  private byte[] addresses() {
    byte[] addresses = new byte[v6 ? 32 : 8];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = (byte) (10 + 3 * i);
    }
    addresses[addresses.length / 2 - 1] = (byte) fromHost;
    addresses[addresses.length - 1] = (byte) toHost;
    return addresses;
  }

  private byte[] transportBytes() {
    ByteBuffer out = ByteBuffer.allocate((udp ? 8 : 20 + options.length) + payload.length);
    out.putShort((short) source).putShort((short) destination);
    if (udp) {
      out.putShort((short) out.capacity()).putShort((short) 0);
    } else {
      out.putInt(sequence).putInt(ackNumber);
      out.put((byte) ((5 + options.length / 4) << 4 | reserved)).put((byte) flags);
      out.putShort((short) window).putShort((short) 0).putShort((short) urgent).put(options);
    }
    return out.put(payload).array();
  }

  private byte[] pseudoHeader(int transportBytes) {
    byte[] addresses = addresses();
    return ByteBuffer.allocate(addresses.length + 8)
        .put(addresses)
        .putInt(transportBytes)
        .putInt(udp ? UDP : TCP)
        .array();
  }

  /** The plain sum of the 16-bit words. */
  private static int sum(byte[] bytes) {
    int sum = 0;
    for (int i = 0; i < bytes.length; i++) {
      sum += (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
    }
    return sum;
  }

  private static int folded(int sum) {
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }
}
