package io.vnetctl.vde;

/**
 * What statx(2) tells of a file.
 *
 * @param mode type and permission bits, as st_mode
 * @param uid owner, unsigned
 * @param gid group, unsigned
 * @param size bytes
 * @param inode number within the device
 * @param device major number in the upper, minor number in the lower 32 bits
 */
public record FileStatus(int mode, int uid, int gid, long size, long inode, long device) {
  private static final int TYPE = 0170000;

  public boolean isSocket() {
    return (mode & TYPE) == 0140000;
  }

  public boolean isSymbolicLink() {
    return (mode & TYPE) == 0120000;
  }

  public boolean isDirectory() {
    return (mode & TYPE) == 0040000;
  }

  public boolean isRegular() {
    return (mode & TYPE) == 0100000;
  }

  /** The permission bits with set-user, set-group and sticky: 12 bits. */
  public int permissions() {
    return mode & 07777;
  }

  /** Whether both are the same file, not merely files of the same name. */
  public boolean isSameFile(FileStatus other) {
    return inode == other.inode && device == other.device;
  }
}
