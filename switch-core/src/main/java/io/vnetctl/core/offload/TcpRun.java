package io.vnetctl.core.offload;

import static io.vnetctl.core.offload.InternetPacket.ACK;
import static io.vnetctl.core.offload.InternetPacket.PROTOCOL_TCP;
import static io.vnetctl.core.offload.InternetPacket.PSH;
import static io.vnetctl.core.offload.InternetPacket.TCP_ACK_NUMBER;
import static io.vnetctl.core.offload.InternetPacket.TCP_BYTES;
import static io.vnetctl.core.offload.InternetPacket.TCP_CHECKSUM;
import static io.vnetctl.core.offload.InternetPacket.TCP_FLAGS;
import static io.vnetctl.core.offload.InternetPacket.TCP_OFFSET;
import static io.vnetctl.core.offload.InternetPacket.TCP_SEQUENCE;
import static io.vnetctl.core.offload.InternetPacket.TCP_URGENT;
import static io.vnetctl.core.offload.InternetPacket.TYPE_BYTES;
import static io.vnetctl.core.offload.InternetPacket.TYPE_IPV4;
import static io.vnetctl.core.offload.InternetPacket.TYPE_IPV6;
import static io.vnetctl.core.offload.InternetPacket.V4_BYTES;
import static io.vnetctl.core.offload.InternetPacket.V4_CHECKSUM;
import static io.vnetctl.core.offload.InternetPacket.V4_FRAGMENT;
import static io.vnetctl.core.offload.InternetPacket.V4_ID;
import static io.vnetctl.core.offload.InternetPacket.V4_LENGTH;
import static io.vnetctl.core.offload.InternetPacket.V4_RESERVED;
import static io.vnetctl.core.offload.InternetPacket.V4_SOURCE;
import static io.vnetctl.core.offload.InternetPacket.V4_TTL;
import static io.vnetctl.core.offload.InternetPacket.V6_BYTES;
import static io.vnetctl.core.offload.InternetPacket.V6_LENGTH;
import static io.vnetctl.core.offload.InternetPacket.V6_NEXT;
import static io.vnetctl.core.offload.InternetPacket.V6_SOURCE;
import static io.vnetctl.core.offload.InternetPacket.setU16;
import static io.vnetctl.core.offload.InternetPacket.setU8;
import static io.vnetctl.core.offload.InternetPacket.u16;
import static io.vnetctl.core.offload.InternetPacket.u32;
import static io.vnetctl.core.offload.InternetPacket.u8;

import io.vnetctl.core.frame.EthernetFrame;
import java.lang.foreign.MemorySegment;

/**
 * Plain TCP frames that follow each other and can go to a TAP as one super-frame. (One whose
 * checksum is yet to be finished is not right as it lies, and so never part of a run.) Only frames
 * are joined that cutting the super-frame gives back bit for bit, so whoever gets it may cut it
 * again:
 *
 * <ul>
 *   <li>same addresses, same tags; IPv4 without options and unfragmented, with the same TOS, TTL
 *       and DF, its identification one more each time; or IPv6 without extension headers, with the
 *       same class, flow label and hop limit; as long as the frame, no padding
 *   <li>same TCP ports, acknowledgement, window and options; flags ACK and, on the last, PSH
 *   <li>each payload begins where the one before it ended, and is as long, but the last, which may
 *       be shorter
 *   <li>all checksums right, in the one form that cutting makes: no error is covered up
 * </ul>
 *
 * The frames are borrowed, all from the same memory, which may not change while the run is used.
 * Allocates nothing after construction. For the switch thread.
 */
public final class TcpRun {
  /** Frames of one run at most. */
  public static final int MAX_FRAMES = 64;

  /** Longest headers: addresses, two tags, type, IPv6, TCP with options. */
  public static final int MAX_HEADER_BYTES =
      EthernetFrame.ADDRESSES_BYTES
          + InternetPacket.MAX_TAGS * EthernetFrame.TAG_BYTES
          + TYPE_BYTES
          + V6_BYTES
          + 15 * Integer.BYTES;

  private static final int NO_CANDIDATE = 0;

  private final long[] payloadAt = new long[MAX_FRAMES];
  private final int[] payloadBytes = new int[MAX_FRAMES];
  private MemorySegment memory = MemorySegment.NULL;
  private int count;

  // Of the first frame: where its addresses and its type are, and how long its headers are.
  private long addresses;
  private long type;
  private int shape;

  private int allPayloadBytes;
  private long frameBytes;
  private boolean ended;
  private boolean firstIsRight;

  /** An empty run. */
  public TcpRun() {}

  /** Empties the run. */
  public void clear() {
    count = 0;
  }

  /**
   * Empties the run and begins a new one, if the frame can be part of one at all; otherwise the run
   * stays empty.
   *
   * @param memory where the frame lies; for all frames of a run the same
   * @param at where its addresses are: {@link EthernetFrame#ADDRESSES_BYTES} bytes
   * @param typeAt where its type begins, or a tag that it keeps; what lies between does not belong
   *     to the frame
   * @param end where it ends
   */
  public boolean begin(MemorySegment memory, long at, long typeAt, long end) {
    clear();
    int candidate = shapeOf(memory, typeAt, end);
    if (candidate == NO_CANDIDATE) {
      return false;
    }
    this.memory = memory;
    addresses = at;
    type = typeAt;
    shape = candidate;
    allPayloadBytes = 0;
    frameBytes = 0;
    firstIsRight = false; // looked at when there is a second one: most of a lone frame's cost
    add(typeAt, end);
    return true;
  }

  /**
   * Adds a frame if it continues the run; otherwise nothing changes. The arguments are those of
   * {@link #begin}.
   */
  public boolean append(MemorySegment memory, long at, long typeAt, long end) {
    if (count == 0 || ended || count == MAX_FRAMES) {
      return false;
    }
    long bytes = end - typeAt - headerBytes(shape);
    if (bytes > payloadBytes[0]
        || packetHeaderBytes(shape) + allPayloadBytes + bytes > InternetPacket.MAX_BYTES
        || shapeOf(memory, typeAt, end) != shape
        || !isSameLink(at, typeAt)
        || !isSameNetwork(typeAt)
        || !continuesTransport(typeAt)) {
      return false;
    }
    if (!firstIsRight) {
      if (!isRight(type, end(0))) {
        ended = true; // never to be joined with anything
        return false;
      }
      firstIsRight = true;
    }
    if (!isRight(typeAt, end)) {
      return false;
    }
    add(typeAt, end);
    return true;
  }

  private void add(long typeAt, long end) {
    int bytes = (int) (end - typeAt) - headerBytes(shape);
    payloadAt[count] = typeAt + headerBytes(shape);
    payloadBytes[count] = bytes;
    count++;
    allPayloadBytes += bytes;
    frameBytes += EthernetFrame.ADDRESSES_BYTES + end - typeAt;
    boolean push = (u8(memory, transport(typeAt) + TCP_FLAGS) & PSH) != 0;
    ended = push || bytes < payloadBytes[0];
  }

  /** Number of frames, 0 to {@link #MAX_FRAMES}. */
  public int count() {
    return count;
  }

  /** The memory in which the payload lies. */
  public MemorySegment memory() {
    return memory;
  }

  /** Where in {@link #memory} the payload of a frame begins. */
  public long payloadAt(int frame) {
    return payloadAt[frame];
  }

  /** The length of the payload of a frame, in bytes: 1 and more. */
  public int payloadBytes(int frame) {
    return payloadBytes[frame];
  }

  /** The length of each payload but the last, in bytes. */
  public int gsoSize() {
    return payloadBytes[0];
  }

  /** The length of the headers of the super-frame, at most {@link #MAX_HEADER_BYTES}. */
  public int headerBytes() {
    return EthernetFrame.ADDRESSES_BYTES + headerBytes(shape);
  }

  /** The length of the super-frame, in bytes. */
  public int length() {
    return headerBytes() + allPayloadBytes;
  }

  /** The sum of the lengths of the frames joined, in bytes. */
  public long frameBytes() {
    return frameBytes;
  }

  /**
   * Writes the headers of the super-frame: those of the first frame with the length of all, PSH of
   * the last frame, and the sum of the pseudo-header for a checksum. A run of one has the headers
   * of its frame. Behind them belong the payloads, in order.
   *
   * @return bytes written: {@link #headerBytes}
   */
  public int writeHeader(MemorySegment target, long to) {
    long packet = to + EthernetFrame.ADDRESSES_BYTES + networkOffset(shape);
    MemorySegment.copy(memory, addresses, target, to, EthernetFrame.ADDRESSES_BYTES);
    MemorySegment.copy(
        memory, type, target, to + EthernetFrame.ADDRESSES_BYTES, headerBytes(shape));
    if (count > 1) {
      int transportBytes = tcpBytes(shape) + allPayloadBytes;
      if (isV4(shape)) {
        setU16(target, packet + V4_LENGTH, V4_BYTES + transportBytes);
        InternetPacket.finishV4(target, packet, V4_BYTES);
      } else {
        setU16(target, packet + V6_LENGTH, transportBytes);
      }
      long tcp = packet + networkBytes(shape);
      long last = payloadAt[count - 1] - tcpBytes(shape);
      setU8(target, tcp + TCP_FLAGS, u8(memory, last + TCP_FLAGS));
      int pseudo = pseudoHeader(packet, target, transportBytes);
      setU16(target, tcp + TCP_CHECKSUM, InternetChecksum.fold(pseudo));
    }
    return headerBytes();
  }

  /**
   * What to write before the super-frame: to be cut at {@link #gsoSize}, checksums to be finished.
   * A run of one is plain. See {@link VirtioNetHeader#shifted} for a tag that is pushed.
   */
  public long offload() {
    if (count < 2) {
      return VirtioNetHeader.PLAIN;
    }
    int start = EthernetFrame.ADDRESSES_BYTES + networkOffset(shape) + networkBytes(shape);
    return VirtioNetHeader.superFrame(
        isV4(shape) ? VirtioNetHeader.TCPV4 : VirtioNetHeader.TCPV6,
        headerBytes(),
        gsoSize(),
        start,
        TCP_CHECKSUM);
  }

  // The shape of a frame: how long its headers are, in bytes, each number in 8 bits.
  //   23         16 15         8 7              0
  //   | TCP header | IP header | type to IP header |

  private static int networkOffset(int shape) {
    return shape & 0xff;
  }

  private static int networkBytes(int shape) {
    return shape >>> 8 & 0xff;
  }

  private static int tcpBytes(int shape) {
    return shape >>> 16;
  }

  private static boolean isV4(int shape) {
    return networkBytes(shape) == V4_BYTES;
  }

  /** IP and TCP. */
  private static int packetHeaderBytes(int shape) {
    return networkBytes(shape) + tcpBytes(shape);
  }

  /** From the type on. */
  private static int headerBytes(int shape) {
    return networkOffset(shape) + packetHeaderBytes(shape);
  }

  /** The shape of a frame that may be part of a run, or {@link #NO_CANDIDATE}. */
  private static int shapeOf(MemorySegment memory, long typeAt, long end) {
    int room = (int) (end - typeAt);
    int offset = InternetPacket.networkOffset(memory, typeAt, room, InternetPacket.MAX_TAGS);
    if (offset == InternetPacket.CUT) {
      return NO_CANDIDATE;
    }
    long packet = typeAt + offset;
    int bytes = room - offset;
    int networkBytes;
    switch (u16(memory, packet - TYPE_BYTES)) {
      case TYPE_IPV4 -> {
        networkBytes = V4_BYTES;
        if (bytes <= V4_BYTES + TCP_BYTES
            || !InternetPacket.isV4(memory, packet, bytes, PROTOCOL_TCP, V4_BYTES)
            || (u16(memory, packet + V4_FRAGMENT) & V4_RESERVED) != 0) {
          return NO_CANDIDATE;
        }
      }
      case TYPE_IPV6 -> {
        networkBytes = V6_BYTES;
        if (bytes <= V6_BYTES + TCP_BYTES
            || !InternetPacket.isV6(memory, packet, bytes, PROTOCOL_TCP, V6_BYTES)) {
          return NO_CANDIDATE;
        }
      }
      default -> {
        return NO_CANDIDATE;
      }
    }
    long tcp = packet + networkBytes;
    int offsetAndReserved = u8(memory, tcp + TCP_OFFSET);
    int tcpBytes = (offsetAndReserved >>> 4) * Integer.BYTES;
    return tcpBytes >= TCP_BYTES
            && (offsetAndReserved & 0xf) == 0
            && tcp + tcpBytes < end
            && (u8(memory, tcp + TCP_FLAGS) & ~PSH) == ACK
            && u16(memory, tcp + TCP_URGENT) == 0
        ? tcpBytes << 16 | networkBytes << 8 | offset
        : NO_CANDIDATE;
  }

  private boolean isSameLink(long at, long typeAt) {
    return isSame(at, addresses, EthernetFrame.ADDRESSES_BYTES)
        && isSame(typeAt, type, networkOffset(shape));
  }

  private boolean isSameNetwork(long typeAt) {
    long packet = typeAt + networkOffset(shape);
    long first = type + networkOffset(shape);
    if (isV4(shape)) {
      int id = u16(memory, first + V4_ID) + count & 0xffff;
      return u16(memory, packet) == u16(memory, first)
          && u16(memory, packet + V4_ID) == id
          && u16(memory, packet + V4_FRAGMENT) == u16(memory, first + V4_FRAGMENT)
          && u16(memory, packet + V4_TTL) == u16(memory, first + V4_TTL)
          && isSame(packet + V4_SOURCE, first + V4_SOURCE, V4_BYTES - V4_SOURCE);
    }
    return u32(memory, packet) == u32(memory, first)
        && isSame(packet + V6_NEXT, first + V6_NEXT, V6_BYTES - V6_NEXT);
  }

  private boolean continuesTransport(long typeAt) {
    long tcp = transport(typeAt);
    long first = transport(type);
    return u32(memory, tcp) == u32(memory, first)
        && u32(memory, tcp + TCP_SEQUENCE) == u32(memory, first + TCP_SEQUENCE) + allPayloadBytes
        && u32(memory, tcp + TCP_ACK_NUMBER) == u32(memory, first + TCP_ACK_NUMBER)
        && u16(memory, tcp + InternetPacket.TCP_WINDOW)
            == u16(memory, first + InternetPacket.TCP_WINDOW)
        && isSame(tcp + TCP_BYTES, first + TCP_BYTES, tcpBytes(shape) - TCP_BYTES);
  }

  /** Compares an even number of bytes. */
  private boolean isSame(long one, long other, int bytes) {
    int i = 0;
    for (; i <= bytes - Integer.BYTES; i += Integer.BYTES) {
      if (u32(memory, one + i) != u32(memory, other + i)) {
        return false;
      }
    }
    return i == bytes || u16(memory, one + i) == u16(memory, other + i);
  }

  /** Whether the checksums of a frame are right. */
  private boolean isRight(long typeAt, long end) {
    long packet = typeAt + networkOffset(shape);
    long tcp = transport(typeAt);
    int bytes = (int) (end - tcp);
    if (isV4(shape)
        && !InternetChecksum.isExact(
            u16(memory, packet + V4_CHECKSUM), InternetChecksum.sum(memory, packet, V4_BYTES))) {
      return false;
    }
    int sum = pseudoHeader(packet, memory, bytes) + InternetChecksum.sum(memory, tcp, bytes);
    return InternetChecksum.isExact(u16(memory, tcp + TCP_CHECKSUM), sum);
  }

  /** The plain sum of the pseudo-header (RFC 9293, 3.1; RFC 8200, 8.1). */
  private int pseudoHeader(long packet, MemorySegment memory, int transportBytes) {
    int source = isV4(shape) ? V4_SOURCE : V6_SOURCE;
    return InternetChecksum.sum(memory, packet + source, networkBytes(shape) - source)
        + PROTOCOL_TCP
        + transportBytes;
  }

  private long transport(long typeAt) {
    return typeAt + networkOffset(shape) + networkBytes(shape);
  }

  private long end(int frame) {
    return payloadAt[frame] + payloadBytes[frame];
  }
}
