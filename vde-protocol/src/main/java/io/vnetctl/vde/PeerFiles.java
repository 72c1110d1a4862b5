package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads and writes files on behalf of a peer that may have fewer rights than this process, so that
 * a console of a privileged switch is no way to what its user may not.
 *
 * <p>The kernel itself decides: for the time of open(2) this thread, and no other, takes the
 * filesystem identity of the peer (setfsuid(2)), with which directories, access control lists and
 * symbolic links are judged. A process that may not do that, because it is not root, serves only
 * its own user and root.
 *
 * <p>Reading never waits: pipes and devices are refused, and no more is read than the size that the
 * file has, which leaves the files of procfs empty, too. Any platform thread.
 */
public final class PeerFiles {
  private static final NativeFunction OPEN =
      LibC.variadicWithErrno(
          "open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final NativeFunction READ =
      LibC.withErrno("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final NativeFunction CLOSE =
      LibC.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final NativeFunction GETEUID =
      LibC.function("geteuid", FunctionDescriptor.of(JAVA_INT));
  private static final NativeFunction GETEGID =
      LibC.function("getegid", FunctionDescriptor.of(JAVA_INT));
  private static final NativeFunction SETFSUID =
      LibC.function("setfsuid", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final NativeFunction SETFSGID =
      LibC.function("setfsgid", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final NativeFunction GETGROUPS =
      LibC.function("getgroups", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  // the wrapper setgroups(3) would change every thread of the process
  private static final NativeFunction SYSCALL_SETGROUPS =
      LibC.variadicWithErrno(
          "syscall", 1, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS));
  private static final long SYS_SETGROUPS =
      System.getProperty("os.arch").equals("aarch64") ? 159 : 116;

  private static final int READING = 0;
  private static final int O_WRONLY = 1;
  private static final int O_CREAT = 0x40;
  private static final int O_EXCL = 0x80;
  private static final int WRITING = O_WRONLY | UnixFiles.O_NOFOLLOW;
  private static final int MODE = 0600;
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
      int fd = openFor(peer, arena, errno, () -> open(errno, name, READING));
      try {
        return contentOf(fd, arena, errno, limit);
      } finally {
        int ignored = (int) CLOSE.handle().invokeExact(fd);
      }
    } catch (ErrnoException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /**
   * A stream that replaces the content of a file. A file that is not there is made, with mode 0600
   * and the peer as its owner; one that is there must be a regular file of the peer, not a symbolic
   * link, and is emptied by the first write. The stream may be used by another thread.
   *
   * @param path relative to the working directory, one character per byte
   * @param peer on whose behalf; empty for the user that the process runs as
   */
  public OutputStream replace(String path, Optional<Peer> peer) throws ErrnoException {
    if (path.indexOf('\0') >= 0) {
      throw new ErrnoException(Errno.ENOENT);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment name = LibC.string(arena, path.getBytes(StandardCharsets.ISO_8859_1));
      return new ReplacedFile(openFor(peer, arena, errno, () -> openToReplace(errno, name, peer)));
    } catch (ErrnoException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  private static int openToReplace(MemorySegment errno, MemorySegment name, Optional<Peer> peer)
      throws Throwable {
    try {
      return open(errno, name, WRITING | O_CREAT | O_EXCL);
    } catch (ErrnoException refused) {
      if (refused.errno() != Errno.EEXIST) {
        throw refused;
      }
    }
    int fd = open(errno, name, WRITING);
    try {
      FileStatus status = statusOf(fd);
      if (!status.isRegular()) {
        throw new ErrnoException(Errno.EINVAL);
      }
      int self = (int) GETEUID.handle().invokeExact();
      if (status.uid() != peer.filter(p -> !isServedAsSelf(p, self)).map(Peer::uid).orElse(self)) {
        throw new ErrnoException(Errno.EACCES);
      }
      return fd;
    } catch (ErrnoException refused) {
      int ignored = (int) CLOSE.handle().invokeExact(fd);
      throw refused;
    }
  }

  private static int open(MemorySegment errno, MemorySegment name, int flags) throws Throwable {
    int fd =
        (int)
            OPEN.handle().invokeExact(errno, name, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, MODE);
    if (fd < 0) {
      throw new ErrnoException(LibC.errno(errno));
    }
    return fd;
  }

  /** Root, who may do everything anyway, and the own user need no other identity. */
  private static boolean isServedAsSelf(Peer peer, int self) {
    return peer.uid() == 0 || peer.uid() == self;
  }

  private int openFor(Optional<Peer> onBehalf, Arena arena, MemorySegment errno, Opening opening)
      throws Throwable {
    int self = (int) GETEUID.handle().invokeExact();
    if (onBehalf.isEmpty() || isServedAsSelf(onBehalf.get(), self)) {
      return opening.open();
    }
    Peer peer = onBehalf.get();
    if (self != 0) {
      throw new ErrnoException(Errno.EACCES);
    }
    int ownGroup = (int) GETEGID.handle().invokeExact();
    MemorySegment ownGroups = ownGroups(arena);
    try {
      setGroups(errno, arena.allocateFrom(JAVA_INT, accounts.groupsOf(peer.uid())));
      become(peer.uid(), peer.gid());
      return opening.open();
    } finally {
      become(self, ownGroup);
      setGroups(errno, ownGroups);
    }
  }

  /** The way back cannot fail: this is the identity that the kernel gave the process. */
  private static void become(int uid, int gid) throws Throwable {
    int before = (int) SETFSGID.handle().invokeExact(gid);
    before = (int) SETFSUID.handle().invokeExact(uid);
    // both are silent about failure and tell only what was before
    if ((int) SETFSGID.handle().invokeExact(gid) != gid
        || (int) SETFSUID.handle().invokeExact(uid) != uid) {
      throw new ErrnoException(Errno.EACCES);
    }
  }

  private static MemorySegment ownGroups(Arena arena) throws Throwable {
    int count = (int) GETGROUPS.handle().invokeExact(0, MemorySegment.NULL);
    MemorySegment groups = arena.allocate(JAVA_INT, Math.max(1, count));
    int found = (int) GETGROUPS.handle().invokeExact(count, groups);
    return groups.asSlice(0, 4L * found);
  }

  private static void setGroups(MemorySegment errno, MemorySegment groups) throws Throwable {
    if ((long)
            SYSCALL_SETGROUPS
                .handle()
                .invokeExact(errno, SYS_SETGROUPS, groups.byteSize() / 4, groups)
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
          (long)
              READ.handle().invokeExact(errno, fd, content.asSlice(length), status.size() - length);
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

  private interface Opening {
    int open() throws Throwable;
  }
}
