package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads files on behalf of a peer that may have fewer rights than this process, so that a console
 * of a privileged switch is no way to read what its user may not.
 *
 * <p>The kernel itself decides: for the time of open(2) this thread, and no other, takes the
 * filesystem identity of the peer (setfsuid(2)), with which directories, access control lists and
 * symbolic links are judged. A process that may not do that, because it is not root, serves only
 * its own user and root.
 *
 * <p>Never waits: pipes and devices are refused, and no more is read than the size that the file
 * has, which leaves the files of procfs empty, too. Any platform thread.
 */
public final class PeerFiles {
  private static final MethodHandle OPEN =
      LibC.variadicWithErrno("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle READ =
      LibC.withErrno("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      LibC.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle GETEUID =
      LibC.function("geteuid", FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle GETEGID =
      LibC.function("getegid", FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle SETFSUID =
      LibC.function("setfsuid", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle SETFSGID =
      LibC.function("setfsgid", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle GETGROUPS =
      LibC.function("getgroups", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  // the wrapper setgroups(3) would change every thread of the process
  private static final MethodHandle SYSCALL_SETGROUPS =
      LibC.variadicWithErrno(
          "syscall", 1, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS));
  private static final long SYS_SETGROUPS =
      System.getProperty("os.arch").equals("aarch64") ? 159 : 116;

  private static final int O_NONBLOCK = 0x800;
  private static final int O_NOCTTY = 0x100;
  private static final int O_CLOEXEC = 0x80000;

  private final Accounts accounts;

  public PeerFiles(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * The content of a regular file; nothing for a directory.
   *
   * @param path relative to the working directory, one character per byte
   * @param peer on whose behalf; empty for the user that the process runs as
   * @param limit bytes; a longer file is refused with EFBIG
   */
  public byte[] read(String path, Optional<Peer> peer, int limit) throws ErrnoException {
    if (path.indexOf('\0') >= 0) {
      throw new ErrnoException(Errno.ENOENT);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment name = LibC.string(arena, path.getBytes(StandardCharsets.ISO_8859_1));
      int fd = peer.isPresent() ? openAs(peer.get(), arena, errno, name) : open(errno, name);
      try {
        return contentOf(fd, arena, errno, limit);
      } finally {
        int ignored = (int) CLOSE.invokeExact(fd);
      }
    } catch (ErrnoException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  private static int open(MemorySegment errno, MemorySegment name) throws Throwable {
    int fd = (int) OPEN.invokeExact(errno, name, O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
      throw new ErrnoException(LibC.errno(errno));
    }
    return fd;
  }

  private int openAs(Peer peer, Arena arena, MemorySegment errno, MemorySegment name)
      throws Throwable {
    int self = (int) GETEUID.invokeExact();
    if (peer.uid() == 0 || peer.uid() == self) {
      return open(errno, name);
    }
    if (self != 0) {
      throw new ErrnoException(Errno.EACCES);
    }
    int ownGroup = (int) GETEGID.invokeExact();
    MemorySegment ownGroups = ownGroups(arena);
    try {
      setGroups(errno, arena.allocateFrom(JAVA_INT, accounts.groupsOf(peer.uid())));
      become(peer.uid(), peer.gid());
      return open(errno, name);
    } finally {
      become(self, ownGroup);
      setGroups(errno, ownGroups);
    }
  }

  /** The way back cannot fail: this is the identity that the kernel gave the process. */
  private static void become(int uid, int gid) throws Throwable {
    int before = (int) SETFSGID.invokeExact(gid);
    before = (int) SETFSUID.invokeExact(uid);
    // both are silent about failure and tell only what was before
    if ((int) SETFSGID.invokeExact(gid) != gid || (int) SETFSUID.invokeExact(uid) != uid) {
      throw new ErrnoException(Errno.EACCES);
    }
  }

  private static MemorySegment ownGroups(Arena arena) throws Throwable {
    int count = (int) GETGROUPS.invokeExact(0, MemorySegment.NULL);
    MemorySegment groups = arena.allocate(JAVA_INT, Math.max(1, count));
    int found = (int) GETGROUPS.invokeExact(count, groups);
    return groups.asSlice(0, 4L * found);
  }

  private static void setGroups(MemorySegment errno, MemorySegment groups) throws Throwable {
    if ((long) SYSCALL_SETGROUPS.invokeExact(errno, SYS_SETGROUPS, groups.byteSize() / 4, groups)
        < 0) {
      throw new ErrnoException(LibC.errno(errno));
    }
  }

  private static byte[] contentOf(int fd, Arena arena, MemorySegment errno, int limit)
      throws Throwable {
    FileStatus status = statusOf(fd);
    if (status.isDirectory()) {
      return new byte[0];
    }
    if (!status.isRegular()) {
      throw new ErrnoException(Errno.EINVAL);
    }
    if (status.size() > limit) {
      throw new ErrnoException(Errno.EFBIG);
    }
    MemorySegment content = arena.allocate(Math.max(1, status.size()));
    long length = 0;
    while (length < status.size()) {
      long got =
          (long) READ.invokeExact(errno, fd, content.asSlice(length), status.size() - length);
      if (got < 0) {
        throw new ErrnoException(LibC.errno(errno));
      }
      if (got == 0) {
        break;
      }
      length += got;
    }
    return content.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  private static FileStatus statusOf(int fd) throws ErrnoException {
    try {
      return UnixFiles.status(fd);
    } catch (IOException unreadable) {
      throw new ErrnoException(Errno.EBADF);
    }
  }
}
