package io.vnetctl.tap.netlink;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * Sockets of the C library, mapped directly. Buffers are addresses of native memory: a call neither
 * copies nor allocates. Calls throw {@link LastErrorException} with errno when the kernel refuses.
 */
final class LibC {
  // sys/socket.h, bits/socket.h
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_NETLINK = 16;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_RAW = 3;
  static final int SOCK_CLOEXEC = 0x8_0000;
  static final int MSG_TRUNC = 0x20;

  // asm-generic/socket.h
  static final int SOL_SOCKET = 1;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int SO_RCVTIMEO = 20;
  static final int SO_SNDBUFFORCE = 32;
  static final int SO_RCVBUFFORCE = 33;

  // errno.h
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int ENXIO = 6;
  static final int EAGAIN = 11;
  static final int EEXIST = 17;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int EOPNOTSUPP = 95;
  static final int EAFNOSUPPORT = 97;
  static final int EADDRNOTAVAIL = 99;
  static final int ENOBUFS = 105;

  static {
    // what this process has loaded, libc among it: no library is searched for
    Native.register(LibC.class, NativeLibrary.getProcess());
  }

  private LibC() {}

  static native int socket(int family, int type, int protocol) throws LastErrorException;

  static native int bind(int fd, byte[] address, int size) throws LastErrorException;

  static native int setsockopt(int fd, int level, int option, int[] value, int size)
      throws LastErrorException;

  static native int getsockopt(int fd, int level, int option, int[] value, int[] size)
      throws LastErrorException;

  static native int setsockopt(int fd, int level, int option, long[] value, int size)
      throws LastErrorException;

  static native long send(int fd, long buffer, long size, int flags) throws LastErrorException;

  static native long recv(int fd, long buffer, long size, int flags) throws LastErrorException;

  static native int ioctl(int fd, long request, byte[] structure) throws LastErrorException;

  static native int close(int fd) throws LastErrorException;

  static native String strerror(int errno);
}
