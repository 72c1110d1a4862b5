package io.vnetctl.cli.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whose rights a process may take for good: user, group and further groups (credentials(7)).
 * Numbers are unsigned 32-bit values.
 *
 * @param uid real, effective, saved and file system user
 * @param gid likewise the group
 * @param groups supplementary groups
 */
public record Credentials(int uid, int gid, int[] groups) {
  private static final FunctionDescriptor THREE_NUMBERS =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);

  // linux/prctl.h
  private static final int PR_CAP_AMBIENT = 47;
  private static final long PR_CAP_AMBIENT_CLEAR_ALL = 4;

  /** Copies the groups. */
  public Credentials {
    groups = groups.clone();
  }

  /**
   * Reads {@code USER[:GROUP]}, names or decimal numbers. Without GROUP it is the user's own; a
   * number that no account has needs one. The further groups are those of the account.
   */
  public static Optional<Credentials> of(String text, Accounts accounts) {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    OptionalInt uid = number(user, accounts.uidOf(user));
    if (uid.isEmpty()) {
      return Optional.empty();
    }
    int[] groups = accounts.groupsOf(uid.getAsInt());
    OptionalInt gid;
    if (colon >= 0) {
      String group = text.substring(colon + 1);
      gid = number(group, accounts.gidOf(group));
    } else {
      gid = groups.length > 0 ? OptionalInt.of(groups[0]) : OptionalInt.empty();
    }
    return gid.isEmpty()
        ? Optional.empty()
        : Optional.of(new Credentials(uid.getAsInt(), gid.getAsInt(), groups));
  }

  /** A name that is an account's is not taken for a number. */
  private static OptionalInt number(String text, OptionalInt named) {
    if (named.isPresent() || !text.matches("[0-9]{1,10}")) {
      return named;
    }
    long number = Long.parseLong(text);
    return number < 0xffff_ffffL ? OptionalInt.of((int) number) : OptionalInt.empty();
  }

  /**
   * Takes these rights for all threads of this process, for ever: with the user go all
   * capabilities. Needs CAP_SETUID and CAP_SETGID unless the process has these rights already.
   *
   * @throws IOException if the kernel refuses; the process may then have some of the old rights and
   *     some of the new, and has to end
   */
  public void become() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment list = arena.allocate(JAVA_INT, Math.max(1, groups.length));
      MemorySegment.copy(groups, 0, list, JAVA_INT, 0, groups.length);
      // by libc and not by system calls, which would change the calling thread alone
      MethodHandle setgroups =
          bind("setgroups", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS));
      MethodHandle setresgid = bind("setresgid", THREE_NUMBERS);
      MethodHandle setresuid = bind("setresuid", THREE_NUMBERS);
      MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
      check((int) setgroups.invokeExact(errno, (long) groups.length, list), errno, "groups");
      check((int) setresgid.invokeExact(errno, gid, gid, gid), errno, "group");
      check((int) setresuid.invokeExact(errno, uid, uid, uid), errno, "user");
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
  }

  /**
   * Takes the ambient capabilities of the calling thread away (capabilities(7)): programs that it
   * starts from now on have those of their files and of their user alone.
   */
  public static void keepCapabilitiesFromChildren() {
    try {
      MethodHandle prctl =
          LibC.bind(
              "prctl",
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
              Linker.Option.firstVariadicArg(1));
      // Fails only in kernels that have no ambient capabilities.
      int _ = (int) prctl.invokeExact(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0L, 0L, 0L);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
  }

  private static MethodHandle bind(String name, FunctionDescriptor type) {
    return LibC.bind(name, type, Linker.Option.captureCallState("errno"));
  }

  private void check(int result, MemorySegment errno, String what) throws IOException {
    if (result != 0) {
      int reason = errno.get(JAVA_INT, LibC.ERRNO_OFFSET);
      throw new IOException(
          "cannot become uid %s, gid %s: its %s: %s; needs root"
              .formatted(
                  Integer.toUnsignedString(uid),
                  Integer.toUnsignedString(gid),
                  what,
                  Errno.text(reason)));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credentials(int otherUid, int otherGid, int[] otherGroups)
        && uid == otherUid
        && gid == otherGid
        && Arrays.equals(groups, otherGroups);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(groups) * 31 * 31 + uid * 31 + gid;
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(uid) + ":" + Integer.toUnsignedString(gid);
  }
}
