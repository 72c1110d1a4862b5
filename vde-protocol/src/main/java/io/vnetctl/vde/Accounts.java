package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Users and groups as the system knows them: files, directory services, whatever nsswitch.conf(5)
 * names. A look-up may take as long as such a service takes. Numbers are unsigned 32-bit values. A
 * database that cannot be read has no entries. Any thread.
 */
public final class Accounts {
  private static final FunctionDescriptor BY_NAME =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
  private static final FunctionDescriptor BY_NUMBER =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
  private static final NativeFunction GETPWNAM = LibC.function("getpwnam_r", BY_NAME);
  private static final NativeFunction GETPWUID = LibC.function("getpwuid_r", BY_NUMBER);
  private static final NativeFunction GETGRNAM = LibC.function("getgrnam_r", BY_NAME);
  private static final NativeFunction GETGRGID = LibC.function("getgrgid_r", BY_NUMBER);
  private static final NativeFunction GETGROUPLIST =
      LibC.function(
          "getgrouplist", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS));

  /**
   * Bytes for the texts of one entry, to begin with and at most (a group may have many members).
   */
  private static final int FIRST_TEXTS = 4 << 10;

  private static final int MAX_TEXTS = 4 << 20;

  /** Linux lets a process have this many groups (NGROUPS_MAX). */
  private static final int MAX_GROUPS = 65_536;

  // struct passwd and struct group: name and password, then the number(s)
  private static final long ENTRY_SIZE = 64;
  private static final long NUMBER = 16;
  private static final long PRIMARY_GROUP = 20;
  private static final long HOME = 32;

  /** The number of a user by name. */
  public OptionalInt uidOf(String name) {
    return byName(GETPWNAM, name);
  }

  /** The name of a user. */
  public Optional<String> userName(int uid) {
    return byNumber(GETPWUID, uid, Accounts::nameIn);
  }

  /** The home directory of a user; empty for one without a name. */
  public Optional<String> homeOf(int uid) {
    return byNumber(GETPWUID, uid, entry -> text(entry.get(ADDRESS, HOME)));
  }

  /** The number of a group by name. */
  public OptionalInt gidOf(String name) {
    return byName(GETGRNAM, name);
  }

  /** The name of a group. */
  public Optional<String> groupName(int gid) {
    return byNumber(GETGRGID, gid, Accounts::nameIn);
  }

  /** Whether the group is the user's own or lists the user; never for a user without a name. */
  public boolean isMember(int uid, int gid) {
    for (int group : groupsOf(uid)) {
      if (group == gid) {
        return true;
      }
    }
    return false;
  }

  /** The group that a user's entry names; empty for a user without a name. */
  public OptionalInt primaryGroupOf(int uid) {
    Optional<Integer> gid = byNumber(GETPWUID, uid, entry -> entry.get(JAVA_INT, PRIMARY_GROUP));
    return gid.isPresent() ? OptionalInt.of(gid.get()) : OptionalInt.empty();
  }

  /** All groups of a user, his own first; none for a user without a name. */
  public int[] groupsOf(int uid) {
    return byNumber(
            GETPWUID,
            uid,
            entry -> groups(entry.get(ADDRESS, 0), entry.get(JAVA_INT, PRIMARY_GROUP)))
        .orElse(new int[0]);
  }

  private static int[] groups(MemorySegment user, int primary) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_INT);
      for (int room = 64; room <= MAX_GROUPS; room *= 4) {
        MemorySegment list = arena.allocate(JAVA_INT, room);
        count.set(JAVA_INT, 0, room);
        int found = (int) GETGROUPLIST.handle().invokeExact(user, primary, list, count);
        if (found >= 0) {
          return list.asSlice(0, 4L * found).toArray(JAVA_INT);
        }
      }
      return new int[] {primary};
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  private static OptionalInt byName(NativeFunction find, String name) {
    if (name.indexOf('\0') >= 0) {
      return OptionalInt.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = LibC.string(arena, name);
      Call call =
          (entry, texts, result) ->
              (int) find.handle().invokeExact(key, entry, texts, texts.byteSize(), result);
      Optional<Integer> number = entry(call, entry -> entry.get(JAVA_INT, NUMBER));
      return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }
  }

  private static <T> Optional<T> byNumber(
      NativeFunction find, int number, Function<MemorySegment, T> read) {
    return entry(
        (entry, texts, result) ->
            (int) find.handle().invokeExact(number, entry, texts, texts.byteSize(), result),
        read);
  }

  /** Calls with more and more room for texts until the entry fits. */
  private static <T> Optional<T> entry(Call call, Function<MemorySegment, T> read) {
    for (int room = FIRST_TEXTS; room <= MAX_TEXTS; room *= 4) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment entry = arena.allocate(ENTRY_SIZE, 8);
        MemorySegment result = arena.allocate(ADDRESS);
        int errno = call.into(entry, arena.allocate(room), result);
        if (errno != Errno.ERANGE) {
          boolean found = errno == 0 && !result.get(ADDRESS, 0).equals(MemorySegment.NULL);
          return found ? Optional.of(read.apply(entry)) : Optional.empty();
        }
      } catch (Throwable thrown) {
        throw LibC.broken(thrown);
      }
    }
    return Optional.empty();
  }

  private static String nameIn(MemorySegment entry) {
    return text(entry.get(ADDRESS, 0));
  }

  @SuppressWarnings("restricted")
  private static String text(MemorySegment pointer) {
    return pointer.reinterpret(Integer.MAX_VALUE).getString(0, StandardCharsets.UTF_8);
  }

  /** One of the get..._r functions with its key; gives errno. */
  private interface Call {
    int into(MemorySegment entry, MemorySegment texts, MemorySegment result) throws Throwable;
  }
}
