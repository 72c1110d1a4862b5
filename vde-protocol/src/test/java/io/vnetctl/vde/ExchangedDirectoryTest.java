package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A control directory in whose place a link to somebody else's directory is put and taken away,
 * again and again, while it is opened (renameat2(2), RENAME_EXCHANGE).
 */
final class ExchangedDirectoryTest {
  private static final NativeFunction RENAMEAT2 =
      LibC.withErrno(
          "renameat2",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
  private static final int AT_FDCWD = -100;
  private static final int RENAME_EXCHANGE = 2;
  private static final int SOMEBODY = 12_345;

  /** Of each outcome. */
  private static final int OPENINGS = 1_000;

  private static final List<String> SOCKETS = List.of("003.4", "004.12", "ctl");
  private static final ControlDirectory.Modes MODES =
      new ControlDirectory.Modes(0600, 02711, OptionalInt.of(SOMEBODY + 1));

  @TempDir Path home;

  private volatile boolean ended;

  @Test
  void nothingOfSomebodyElseIsChangedInItsPlace() throws Exception {
    assumeTrue(Identity.isRoot(), "giving files away needs root");
    final Path own = Files.createDirectory(home.resolve("own"));
    Path foreign = Files.createDirectory(home.resolve("foreign"));
    UnixFiles.chmod(foreign, 0755);
    UnixFiles.chown(foreign, SOMEBODY, SOMEBODY);
    for (String name : SOCKETS) {
      leave(foreign.resolve(name));
    }
    final FileStatus before = UnixFiles.status(foreign).orElseThrow();
    Path link = Files.createSymbolicLink(home.resolve("link"), foreign);
    Thread exchanger = Thread.ofPlatform().start(() -> exchangeUntilEnd(own, link));
    try {
      int opened = 0;
      int refused = 0;
      while (opened < OPENINGS || refused < OPENINGS) {
        try {
          ControlDirectory.open(own, MODES);
          opened++;
        } catch (IOException somebodyElses) {
          refused++;
        }
        assertEquals(SOCKETS, names(foreign), opened + " opened, " + refused + " refused");
      }
    } finally {
      ended = true;
      exchanger.join();
    }
    assertEquals(before, UnixFiles.status(foreign).orElseThrow());
    FileStatus directory = UnixFiles.status(Files.isSymbolicLink(own) ? link : own).orElseThrow();
    assertEquals(02711, directory.permissions());
    assertEquals(SOMEBODY + 1, directory.gid());
  }

  private void exchangeUntilEnd(Path one, Path other) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment first = LibC.string(arena, one.toString());
      MemorySegment second = LibC.string(arena, other.toString());
      while (!ended) {
        int result =
            (int)
                RENAMEAT2
                    .handle()
                    .invokeExact(errno, AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE);
        assertEquals(0, result);
      }
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /** A socket file that nobody listens at any more. */
  private static void leave(Path path) throws IOException {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(path));
    }
    assertTrue(Files.exists(path));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
