package io.vnetctl.tap;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The C library, mapped directly. Calls that declare {@link LastErrorException} throw it with errno
 * when the kernel refuses.
 */
final class LibC {
  // fcntl.h (asm-generic/fcntl.h)
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x8_0000;

  // sys/socket.h
  static final int AF_INET = 2;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_CLOEXEC = O_CLOEXEC;

  // errno.h (asm-generic/errno-base.h, errno.h)
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ENXIO = 6;
  static final int EACCES = 13;
  static final int EBUSY = 16;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int ENOTTY = 25;
  static final int ENAMETOOLONG = 36;

  static {
    // what this process has loaded, libc among it: no library is searched for
    Native.register(LibC.class, NativeLibrary.getProcess());
  }

  private LibC() {}

  static native int open(String path, int flags) throws LastErrorException;

  static native int close(int fd) throws LastErrorException;

  static native int socket(int family, int type, int protocol) throws LastErrorException;

  /** With a structure, which the kernel may change. */
  static native int ioctl(int fd, long request, byte[] structure) throws LastErrorException;

  /** With a number. */
  static native int ioctl(int fd, long request, long value) throws LastErrorException;

  static native String strerror(int errno);
}
