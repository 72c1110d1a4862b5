package io.vnetctl.vde.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A {@code struct sockaddr_un} as VDE sends it: the address of a datagram socket, as asked for in a
 * {@link PortRequest} and given in the switch's reply (VDE data plane, 2 and 2.3).
 *
 * <pre>
 *   0   2  family, 01 00
 *   2 108  path, padded with NUL
 * </pre>
 *
 * A path whose first octet is not NUL names a file and ends before its first NUL. Otherwise the
 * address is abstract: all 108 octets are its name, since they all travel and both sides bind and
 * connect with the whole structure.
 *
 * @param path 1 to 108 octets without NUL, or exactly 108 with NUL first; copied in and out
 */
public record SockaddrUn(byte[] path) {
  /** Size on the wire. */
  public static final int OCTETS = 110;

  /** Size of the path field: the longest file name and the only size of an abstract name. */
  public static final int PATH_OCTETS = 108;

  private static final int PATH = 2;
  private static final short AF_UNIX = 1;

  /** Rejects an empty or too long path, and a NUL within a file name. */
  public SockaddrUn {
    path = path.clone();
    if (path.length == 0) {
      throw new IllegalArgumentException("socket path is empty");
    }
    if (path.length > PATH_OCTETS) {
      throw new IllegalArgumentException(
          "socket path of %d bytes is too long, %d is the most: %s"
              .formatted(path.length, PATH_OCTETS, printable(path)));
    }
    if (path[0] != 0 && endOfName(path) < path.length) {
      throw new IllegalArgumentException("NUL in socket path: " + printable(path));
    }
    if (path[0] == 0 && path.length != PATH_OCTETS) {
      throw new IllegalArgumentException("abstract socket name is not padded: " + printable(path));
    }
  }

  /**
   * The address of a file.
   *
   * @param path at most 108 octets in UTF-8, no NUL
   * @throws IllegalArgumentException if it is not
   */
  public static SockaddrUn ofFile(String path) {
    if (path.startsWith("\0")) {
      throw new IllegalArgumentException("NUL in socket path");
    }
    return new SockaddrUn(path.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * An address in the abstract name space.
   *
   * @param name what follows the leading NUL, at most 107 octets; padded with NUL
   * @throws IllegalArgumentException if it is longer
   */
  public static SockaddrUn ofAbstract(byte[] name) {
    byte[] path = new byte[Math.max(PATH_OCTETS, 1 + name.length)];
    System.arraycopy(name, 0, path, 1, name.length);
    return new SockaddrUn(path);
  }

  /**
   * Reads an address at the buffer's position. Borrows the buffer and leaves its position alone.
   *
   * @param octets at least 110 remaining
   * @return empty if the family is not AF_UNIX
   */
  public static Optional<SockaddrUn> decode(ByteBuffer octets) {
    ByteBuffer wire = octets.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (wire.getShort(0) != AF_UNIX) {
      return Optional.empty();
    }
    byte[] path = new byte[PATH_OCTETS];
    wire.get(PATH, path);
    return Optional.of(new SockaddrUn(path[0] == 0 ? path : Arrays.copyOf(path, endOfName(path))));
  }

  /** The 110 octets of the wire. */
  public byte[] encode() {
    ByteBuffer wire = ByteBuffer.allocate(OCTETS).order(ByteOrder.LITTLE_ENDIAN);
    wire.putShort(0, AF_UNIX).put(PATH, path);
    return wire.array();
  }

  /** Whether the address lies in the abstract name space, not in a file system. */
  public boolean isAbstract() {
    return path[0] == 0;
  }

  @Override
  public byte[] path() {
    return path.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SockaddrUn that && Arrays.equals(path, that.path);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(path);
  }

  /** The file name; an abstract name begins with {@code @}, as in /proc/net/unix. */
  @Override
  public String toString() {
    return printable(path);
  }

  private static int endOfName(byte[] path) {
    int end = 0;
    while (end < path.length && path[end] != 0) {
      end++;
    }
    return end;
  }

  private static String printable(byte[] path) {
    return new String(path, StandardCharsets.UTF_8).replaceAll("\0+$", "").replace('\0', '@');
  }
}
