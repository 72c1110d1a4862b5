package io.vnetctl.tap;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.OptionalLong;

/**
 * The host's users and groups, as its name services know them (getpwnam(3), getgrnam(3)). May block
 * for a directory service. Numbers are 0 to 2^32 - 2.
 */
public final class Accounts {
  // struct passwd, struct group (pwd.h, grp.h), 64-bit layout: both begin with two pointers
  private static final int PASSWD_SIZE = 48;
  private static final int PASSWD_UID = 16;
  private static final int GROUP_SIZE = 32;
  private static final int GROUP_GID = 16;

  private static final int FIRST_BUFFER_BYTES = 1024;

  /** A group with more text than this, some 100,000 members, is not found. */
  private static final int MAX_BUFFER_BYTES = 1 << 20;

  private Accounts() {}

  /** Number of a user; empty if there is none of that name. A number is no name. */
  public static OptionalLong uid(String userName) {
    return find(userName, LibC::getpwnam_r, PASSWD_SIZE, PASSWD_UID);
  }

  /** Number of a group; empty if there is none of that name. A number is no name. */
  public static OptionalLong gid(String groupName) {
    return find(groupName, LibC::getgrnam_r, GROUP_SIZE, GROUP_GID);
  }

  /** Who this process acts as. */
  public static long effectiveUid() {
    return Integer.toUnsignedLong(LibC.geteuid());
  }

  private static OptionalLong find(String name, Lookup lookup, int size, int idOffset) {
    try (Memory entry = new Memory(size);
        Memory result = new Memory(Long.BYTES)) {
      for (int bytes = FIRST_BUFFER_BYTES; bytes <= MAX_BUFFER_BYTES; bytes *= 4) {
        try (Memory buffer = new Memory(bytes)) {
          int errno = lookup.call(name, entry, buffer, bytes, result);
          if (errno != LibC.ERANGE) {
            return errno == 0 && result.getPointer(0) != null
                ? OptionalLong.of(Integer.toUnsignedLong(entry.getInt(idOffset)))
                : OptionalLong.empty();
          }
        }
      }
      return OptionalLong.empty();
    }
  }

  private interface Lookup {
    int call(String name, Pointer entry, Pointer buffer, long size, Pointer result);
  }
}
