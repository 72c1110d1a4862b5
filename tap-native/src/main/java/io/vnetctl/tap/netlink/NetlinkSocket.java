package io.vnetctl.tap.netlink;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A socket of NETLINK_ROUTE (netlink(7), rtnetlink(7)) in the network namespace of the thread that
 * opens it. Native memory takes the answers; sending and receiving allocate nothing. Not for use
 * from several threads at once.
 */
final class NetlinkSocket implements AutoCloseable {
  /** How long an answer may take. The kernel answers within the call that asks. */
  private static final long PATIENCE_S = 10;

  /** No answer is longer: the kernel's dumps come in pieces of at most 32 KiB (af_netlink.c). */
  private static final int ANSWER_BYTES = 64 * 1024;

  private static final int NETLINK_ROUTE = 0;

  // linux/netlink.h
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;

  private static final int CLOSED = -1;

  private final Memory memory = new Memory(ANSWER_BYTES);
  private final long address = Pointer.nativeValue(memory);
  private final ByteBuffer answer =
      memory.getByteBuffer(0, ANSWER_BYTES).order(ByteOrder.nativeOrder());
  private int fd;
  private int nextSequence = 1;

  private NetlinkSocket(int fd) {
    this.fd = fd;
  }

  /**
   * @param groups RTMGRP_ bits of linux/rtnetlink.h: changes to be told of; 0 for none
   */
  static NetlinkSocket open(int groups) throws NetlinkException {
    try {
      NetlinkSocket socket =
          new NetlinkSocket(
              LibC.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, NETLINK_ROUTE));
      try {
        socket.option(SOL_NETLINK, NETLINK_CAP_ACK, 1);
        socket.option(SOL_NETLINK, NETLINK_EXT_ACK, 1);
        socket.patience(PATIENCE_S * 1_000_000);
        byte[] name = sockaddr(groups);
        LibC.bind(socket.fd, name, name.length);
        return socket;
      } catch (LastErrorException e) {
        socket.close();
        throw e;
      }
    } catch (LastErrorException e) {
      throw new NetlinkException("cannot open a socket of rtnetlink", e.getErrorCode(), "");
    }
  }

  /**
   * struct sockaddr_nl: 16 bits of family and of padding, port, groups; the kernel picks a port.
   */
  private static byte[] sockaddr(int groups) {
    return ByteBuffer.allocate(12)
        .order(ByteOrder.nativeOrder())
        .putShort((short) LibC.AF_NETLINK)
        .putShort((short) 0)
        .putInt(0)
        .putInt(groups)
        .array();
  }

  /** Has the kernel refuse dump requests whose structure it does not understand in full. */
  void strict() {
    option(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
  }

  /** How long {@link #receive()} waits, 1 or more microseconds. */
  void patience(long us) {
    long[] timeval = {us / 1_000_000, us % 1_000_000};
    LibC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_RCVTIMEO, timeval, 2 * Long.BYTES);
  }

  /**
   * Asks for room in the kernel, in bytes: beyond the limits of the system where that is permitted
   * (CAP_NET_ADMIN), else up to them (socket(7)).
   */
  void room(int toSend, int toReceive) {
    force(LibC.SO_SNDBUFFORCE, LibC.SO_SNDBUF, toSend);
    force(LibC.SO_RCVBUFFORCE, LibC.SO_RCVBUF, toReceive);
  }

  private void force(int forced, int polite, int bytes) {
    try {
      option(LibC.SOL_SOCKET, forced, bytes);
    } catch (LastErrorException _) {
      option(LibC.SOL_SOCKET, polite, bytes);
    }
  }

  /** Bytes of the longest datagram that the kernel takes (netlink_sendmsg: 32 below the buffer). */
  int longestDatagram() {
    int[] value = new int[1];
    LibC.getsockopt(fd, LibC.SOL_SOCKET, LibC.SO_SNDBUF, value, new int[] {Integer.BYTES});
    return value[0] - 32;
  }

  private void option(int level, int option, int value) {
    LibC.setsockopt(fd, level, option, new int[] {value}, Integer.BYTES);
  }

  /** The first of so many sequence numbers that no request on this socket has had. */
  int sequences(int count) {
    int first = nextSequence;
    nextSequence += count;
    return first;
  }

  /** Sends native memory as one datagram; the kernel acts on it before the call returns. */
  void send(long from, long size) throws LastErrorException {
    while (true) {
      try {
        LibC.send(fd, from, size, 0);
        return;
      } catch (LastErrorException e) {
        if (e.getErrorCode() != LibC.EINTR) {
          throw e;
        }
      }
    }
  }

  /**
   * Receives one datagram.
   *
   * @return its length in {@link #answer()}
   * @throws LastErrorException EAGAIN: none came in time; ENOBUFS: some were lost
   */
  int receive() throws LastErrorException {
    while (true) {
      try {
        return fits(LibC.recv(fd, address, ANSWER_BYTES, LibC.MSG_TRUNC));
      } catch (LastErrorException e) {
        if (e.getErrorCode() != LibC.EINTR) {
          throw e;
        }
      }
    }
  }

  private static int fits(long length) {
    if (length > ANSWER_BYTES) {
      throw new MalformedMessageException("netlink answer of %d bytes".formatted(length));
    }
    return (int) length;
  }

  /** The datagram received last, at index 0. */
  ByteBuffer answer() {
    return answer;
  }

  /** A copy of the datagram received last. */
  byte[] answer(int length) {
    byte[] copy = new byte[length];
    answer.get(0, copy);
    return copy;
  }

  @Override
  public void close() {
    if (fd != CLOSED) {
      LibC.close(fd);
      fd = CLOSED;
    }
  }
}
