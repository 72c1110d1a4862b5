package io.vnetctl.core.offload;

import static io.vnetctl.core.offload.InternetPacket.PROTOCOL_TCP;
import static io.vnetctl.core.offload.InternetPacket.PROTOCOL_UDP;
import static io.vnetctl.core.offload.InternetPacket.TCP_BYTES;
import static io.vnetctl.core.offload.InternetPacket.TCP_CHECKSUM;
import static io.vnetctl.core.offload.InternetPacket.TCP_OFFSET;
import static io.vnetctl.core.offload.InternetPacket.TYPE_BYTES;
import static io.vnetctl.core.offload.InternetPacket.TYPE_IPV4;
import static io.vnetctl.core.offload.InternetPacket.TYPE_IPV6;
import static io.vnetctl.core.offload.InternetPacket.UDP_BYTES;
import static io.vnetctl.core.offload.InternetPacket.UDP_CHECKSUM;
import static io.vnetctl.core.offload.InternetPacket.UDP_LENGTH;
import static io.vnetctl.core.offload.InternetPacket.u16;
import static io.vnetctl.core.offload.InternetPacket.u8;

import io.vnetctl.core.frame.EthernetFrame;
import java.lang.foreign.MemorySegment;

/**
 * The check of what a TAP asks for: once, when a frame comes in, so that nothing behind it can fail
 * or read past a frame (virtio 1.2, 5.1.6.2: an offset need not be trusted). Pure, for any thread.
 */
public final class Offload {
  /** Headers end before this, so that a tag may still be pushed. */
  private static final int MAX_HEADER_BYTES = 0xffff - 8;

  /** What {@link #headerBytes} says of headers that are not those of the type. */
  private static final int NOT_SUCH = -1;

  private Offload() {}

  /**
   * Compares a header with its frame.
   *
   * <p>Of a checksum to be finished all is asked that finishing it needs: the field lies behind the
   * type, inside the frame, and an even number of bytes behind the start. Of a super-frame, that
   * there is a checksum to be finished, that up to two tags, IP, and TCP or UDP stand before a
   * payload, as its type says, complete, unfragmented, and with the lengths that the frame has.
   *
   * @param length of the frame, in bytes
   * @param header what {@link VirtioNetHeader#read} gave
   * @return {@link VirtioNetHeader#INVALID}, or the header with the exact length of what comes
   *     before the payload: of a super-frame all headers, of any other frame all up to the end of
   *     the checksum field. A super-frame that one segment holds is none any more: what is left is
   *     its checksum
   */
  public static long validated(MemorySegment memory, long at, int length, long header) {
    if (header == VirtioNetHeader.PLAIN) {
      return header;
    }
    if (header == VirtioNetHeader.INVALID || !VirtioNetHeader.needsChecksum(header)) {
      return VirtioNetHeader.INVALID;
    }
    long type = at + EthernetFrame.ADDRESSES_BYTES;
    int room = length - EthernetFrame.ADDRESSES_BYTES;
    int network = InternetPacket.networkOffset(memory, type, room, InternetPacket.MAX_TAGS);
    int start = VirtioNetHeader.checksumStart(header);
    int offset = VirtioNetHeader.checksumOffset(header);
    int fieldEnd = start + offset + Short.BYTES;
    if (network == InternetPacket.CUT
        || start < network + EthernetFrame.ADDRESSES_BYTES
        || (offset & 1) != 0
        || fieldEnd > Math.min(length, MAX_HEADER_BYTES)) {
      return VirtioNetHeader.INVALID;
    }
    if (!VirtioNetHeader.isSuperFrame(header)) {
      return VirtioNetHeader.hasEcn(header)
          ? VirtioNetHeader.INVALID
          : VirtioNetHeader.checksumOnly(start, offset);
    }
    int headerBytes =
        headerBytes(memory, at, length, network + EthernetFrame.ADDRESSES_BYTES, header);
    int gsoSize = VirtioNetHeader.gsoSize(header);
    if (headerBytes == NOT_SUCH || headerBytes >= length || gsoSize == 0) {
      return VirtioNetHeader.INVALID;
    }
    return length - headerBytes <= gsoSize
        ? VirtioNetHeader.checksumOnly(start, offset)
        : VirtioNetHeader.withHeaderBytes(header, headerBytes);
  }

  /** Bytes up to the end of the transport header. */
  private static int headerBytes(
      MemorySegment memory, long at, int length, int network, long header) {
    int start = VirtioNetHeader.checksumStart(header);
    int offset = VirtioNetHeader.checksumOffset(header);
    int type = VirtioNetHeader.type(header);
    boolean udp = type == VirtioNetHeader.UDP_L4;
    if (offset != (udp ? UDP_CHECKSUM : TCP_CHECKSUM)
        || udp && VirtioNetHeader.hasEcn(header)
        || !isPacket(memory, at, length, network, start, type)) {
      return NOT_SUCH;
    }
    if (udp) {
      return u16(memory, at + start + UDP_LENGTH) == length - start ? start + UDP_BYTES : NOT_SUCH;
    }
    int tcpBytes = (u8(memory, at + start + TCP_OFFSET) >>> 4) * Integer.BYTES;
    return tcpBytes >= TCP_BYTES ? start + tcpBytes : NOT_SUCH;
  }

  private static boolean isPacket(
      MemorySegment memory, long at, int length, int network, int start, int type) {
    int version = u16(memory, at + network - TYPE_BYTES);
    int protocol = type == VirtioNetHeader.UDP_L4 ? PROTOCOL_UDP : PROTOCOL_TCP;
    boolean v4 = type == VirtioNetHeader.TCPV4 || type == VirtioNetHeader.UDP_L4;
    boolean v6 = type == VirtioNetHeader.TCPV6 || type == VirtioNetHeader.UDP_L4;
    long packet = at + network;
    int bytes = length - network;
    int transport = start - network;
    return switch (version) {
      case TYPE_IPV4 -> v4 && InternetPacket.isV4(memory, packet, bytes, protocol, transport);
      case TYPE_IPV6 -> v6 && InternetPacket.isV6(memory, packet, bytes, protocol, transport);
      default -> false;
    };
  }
}
