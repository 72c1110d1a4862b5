package io.vnetctl.vde;

/** Error numbers of Linux and their English texts, whatever the locale of the process is. */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ENXIO = 6;
  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int ENOTDIR = 20;
  public static final int EINVAL = 22;
  public static final int EFBIG = 27;
  public static final int ENOSPC = 28;
  public static final int ERANGE = 34;
  public static final int ENOSYS = 38;
  public static final int ELOOP = 40;
  public static final int EADDRINUSE = 98;

  private Errno() {}

  /** The text of strerror(3) in the C locale. */
  public static String text(int errno) {
    return switch (errno) {
      case 0 -> "Success";
      case 1 -> "Operation not permitted";
      case ENOENT -> "No such file or directory";
      case 4 -> "Interrupted system call";
      case 5 -> "Input/output error";
      case ENXIO -> "No such device or address";
      case EBADF -> "Bad file descriptor";
      case EAGAIN -> "Resource temporarily unavailable";
      case 12 -> "Cannot allocate memory";
      case EACCES -> "Permission denied";
      case EEXIST -> "File exists";
      case ENODEV -> "No such device";
      case 20 -> "Not a directory";
      case 21 -> "Is a directory";
      case EINVAL -> "Invalid argument";
      case 23 -> "Too many open files in system";
      case 24 -> "Too many open files";
      case EFBIG -> "File too large";
      case ENOSPC -> "No space left on device";
      case 30 -> "Read-only file system";
      case ERANGE -> "Numerical result out of range";
      case 36 -> "File name too long";
      case ENOSYS -> "Function not implemented";
      case ELOOP -> "Too many levels of symbolic links";
      case 95 -> "Operation not supported";
      case EADDRINUSE -> "Address already in use";
      case 116 -> "Stale file handle";
      default -> "Unknown error " + errno;
    };
  }
}
