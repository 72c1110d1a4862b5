package io.vnetctl.core.offload;

import static io.vnetctl.core.offload.InternetPacket.CWR;
import static io.vnetctl.core.offload.InternetPacket.FIN;
import static io.vnetctl.core.offload.InternetPacket.PSH;
import static io.vnetctl.core.offload.InternetPacket.TCP_FLAGS;
import static io.vnetctl.core.offload.InternetPacket.TCP_SEQUENCE;
import static io.vnetctl.core.offload.InternetPacket.TYPE_BYTES;
import static io.vnetctl.core.offload.InternetPacket.TYPE_IPV4;
import static io.vnetctl.core.offload.InternetPacket.UDP_LENGTH;
import static io.vnetctl.core.offload.InternetPacket.V4_ID;
import static io.vnetctl.core.offload.InternetPacket.V4_LENGTH;
import static io.vnetctl.core.offload.InternetPacket.V6_BYTES;
import static io.vnetctl.core.offload.InternetPacket.V6_LENGTH;
import static io.vnetctl.core.offload.InternetPacket.setU16;
import static io.vnetctl.core.offload.InternetPacket.setU32;
import static io.vnetctl.core.offload.InternetPacket.setU8;
import static io.vnetctl.core.offload.InternetPacket.u16;
import static io.vnetctl.core.offload.InternetPacket.u32;
import static io.vnetctl.core.offload.InternetPacket.u8;

import io.vnetctl.core.frame.EthernetFrame;
import java.lang.foreign.MemorySegment;

/**
 * Cuts a super-frame into the frames that it stands for, and finishes checksums (virtio 1.2,
 * 5.1.6.2). The payload stays where it is: a segment is a header made here and a slice of the
 * payload, to be gathered.
 *
 * <pre>
 *  super-frame   | headers | payload ........................... |
 *  segment 0     | header 0 | slice 0  |
 *  segment 1     | header 1            | slice 1  |
 *  segment 2     | header 2                       | slice 2      |
 * </pre>
 *
 * A frame that only lacks its checksum is one segment, whose header ends with the checksum field; a
 * plain frame is one segment without a header. {@code header} is one that {@link Offload#validated}
 * gave for the frame, perhaps {@linkplain VirtioNetHeader#shifted shifted} since, and {@code
 * length} that of the whole frame in bytes. Pure, for any thread.
 */
public final class Segmentation {
  /** One tag may have been pushed since the frame came in. */
  private static final int MAX_TAGS = InternetPacket.MAX_TAGS + 1;

  private Segmentation() {}

  /** How many frames there are to be sent: 1 to 65515, for a kernel may ask for single bytes. */
  public static int segments(long header, int length) {
    if (!VirtioNetHeader.isSuperFrame(header)) {
      return 1;
    }
    int gsoSize = VirtioNetHeader.gsoSize(header);
    return (length - VirtioNetHeader.headerBytes(header) + gsoSize - 1) / gsoSize;
  }

  /** The sum of the lengths of all segments, in bytes. */
  public static long wireBytes(long header, int length) {
    int more = segments(header, length) - 1;
    return length + (long) more * VirtioNetHeader.headerBytes(header);
  }

  /** The length of the longest segment, in bytes. */
  public static int longestSegment(long header, int length) {
    int whole = VirtioNetHeader.headerBytes(header) + VirtioNetHeader.gsoSize(header);
    return VirtioNetHeader.isSuperFrame(header) ? Math.min(whole, length) : length;
  }

  /** Where the slice of a segment begins, in bytes from the beginning of the payload. */
  public static int sliceOffset(long header, int segment) {
    return segment * VirtioNetHeader.gsoSize(header);
  }

  /** The length of a slice, in bytes. */
  public static int sliceBytes(long header, int length, int segment) {
    int rest = length - VirtioNetHeader.headerBytes(header) - sliceOffset(header, segment);
    return VirtioNetHeader.isSuperFrame(header)
        ? Math.min(VirtioNetHeader.gsoSize(header), rest)
        : rest;
  }

  /**
   * Writes the header of a segment, with its checksums.
   *
   * @param segment 0 to {@link #segments} - 1
   * @param headers where the headers of the frame are, {@link VirtioNetHeader#headerBytes} of them,
   *     with the tag that the segments shall have
   * @param payload where all that comes behind the headers is, {@code length} less the headers
   * @param target where to write; not into the headers
   * @return bytes written: {@link VirtioNetHeader#headerBytes}
   */
  public static int writeHeader(
      long header,
      int length,
      int segment,
      MemorySegment headers,
      long headersAt,
      MemorySegment payload,
      long payloadAt,
      MemorySegment target,
      long to) {
    int headerBytes = VirtioNetHeader.headerBytes(header);
    MemorySegment.copy(headers, headersAt, target, to, headerBytes);
    if (header == VirtioNetHeader.PLAIN) {
      return 0;
    }
    boolean superFrame = VirtioNetHeader.isSuperFrame(header);
    int sliceBytes = sliceBytes(header, length, segment);
    if (superFrame) {
      writeNetwork(header, segment, sliceBytes, target, to);
      writeTransport(header, length, segment, sliceBytes, target, to);
    }
    int start = VirtioNetHeader.checksumStart(header);
    int sum =
        InternetChecksum.sum(target, to + start, headerBytes - start)
            + InternetChecksum.sum(payload, payloadAt + sliceOffset(header, segment), sliceBytes);
    int checksum = InternetChecksum.of(sum);
    // "None" is 0 in UDP (RFC 768). The protocol of a lone checksum is not known, and 0xffff is as
    // good as 0 in any.
    if (checksum == 0 && !(superFrame && isTcp(header))) {
      checksum = 0xffff;
    }
    setU16(target, to + start + VirtioNetHeader.checksumOffset(header), checksum);
    return headerBytes;
  }

  private static boolean isTcp(long header) {
    return VirtioNetHeader.type(header) != VirtioNetHeader.UDP_L4;
  }

  /** The IP header: its length, and identification and checksum of version 4. */
  private static void writeNetwork(
      long header, int segment, int sliceBytes, MemorySegment target, long to) {
    int headerBytes = VirtioNetHeader.headerBytes(header);
    long type = to + EthernetFrame.ADDRESSES_BYTES;
    int room = headerBytes - EthernetFrame.ADDRESSES_BYTES;
    long packet = type + InternetPacket.networkOffset(target, type, room, MAX_TAGS);
    int bytes = (int) (to + headerBytes - packet) + sliceBytes;
    if (u16(target, packet - TYPE_BYTES) == TYPE_IPV4) {
      int ipBytes = (int) (to + VirtioNetHeader.checksumStart(header) - packet);
      setU16(target, packet + V4_LENGTH, bytes);
      setU16(target, packet + V4_ID, u16(target, packet + V4_ID) + segment);
      InternetPacket.finishV4(target, packet, ipBytes);
    } else {
      setU16(target, packet + V6_LENGTH, bytes - V6_BYTES);
    }
  }

  /**
   * The TCP or UDP header, with the sum of the pseudo-header where the checksum comes. That sum is
   * not made anew but corrected by the length, which is all that differs: so it is right also where
   * the pseudo-header has another destination than the IP header (RFC 8200, 8.1).
   */
  private static void writeTransport(
      long header, int length, int segment, int sliceBytes, MemorySegment target, long to) {
    int start = VirtioNetHeader.checksumStart(header);
    long transport = to + start;
    int bytes = VirtioNetHeader.headerBytes(header) - start + sliceBytes;
    long field = transport + VirtioNetHeader.checksumOffset(header);
    int partial = u16(target, field) + (~(length - start) & 0xffff) + bytes;
    setU16(target, field, InternetChecksum.fold(partial));
    if (!isTcp(header)) {
      setU16(target, transport + UDP_LENGTH, bytes);
      return;
    }
    int sequence = u32(target, transport + TCP_SEQUENCE) + sliceOffset(header, segment);
    setU32(target, transport + TCP_SEQUENCE, sequence);
    int flags = u8(target, transport + TCP_FLAGS);
    if (segment > 0) {
      flags &= ~CWR;
    }
    if (sliceOffset(header, segment) + sliceBytes < length - VirtioNetHeader.headerBytes(header)) {
      flags &= ~(FIN | PSH);
    }
    setU8(target, transport + TCP_FLAGS, flags);
  }
}
