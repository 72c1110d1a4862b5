package io.vnetctl.vde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerFilesTest {
  private static final byte[] TEXT = {'t', 'e', 'x', 't'};
  private static final int STRANGER = 1_234_567;
  private static final int LIMIT = 100;

  private final PeerFiles files = new PeerFiles(new Accounts());

  @TempDir Path dir;

  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    UnixFiles.chmod(dir, 0755);
    file = Files.write(dir.resolve("file"), TEXT);
    UnixFiles.chmod(file, 0640);
  }

  @Test
  void readsOwnFiles() throws IOException {
    assertArrayEquals(TEXT, files.read(file.toString(), Optional.empty(), LIMIT));
  }

  @Test
  void readsNothingOfDirectoriesAndOfProcfs() throws IOException {
    assertEquals(0, files.read(dir.toString(), Optional.empty(), LIMIT).length);
    assertEquals(0, files.read("/proc/self/maps", Optional.empty(), LIMIT).length);
  }

  @Test
  void refusesWhatIsNoFileOrTooLong() {
    assertEquals(Errno.EFBIG, errno(file, Optional.empty(), 3));
    assertEquals(Errno.EINVAL, errno(Path.of("/dev/zero"), Optional.empty(), LIMIT));
    assertEquals(Errno.ENOENT, errno(dir.resolve("absent"), Optional.empty(), LIMIT));
  }

  @Test
  void doesNotWaitForAPipe() throws Exception {
    Path fifo = dir.resolve("fifo");
    assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "no mkfifo");
    assertEquals(Errno.EINVAL, errno(fifo, Optional.empty(), LIMIT));
  }

  @Test
  void leavesTheJudgementToTheKernel() throws IOException {
    assumeRoot();
    Optional<Peer> stranger = Optional.of(new Peer(STRANGER, STRANGER));
    Optional<Peer> inGroup = Optional.of(new Peer(STRANGER, 54_321));
    UnixFiles.chown(file, 0, 54_321);

    assertEquals(Errno.EACCES, errno(file, stranger, LIMIT));
    assertArrayEquals(TEXT, files.read(file.toString(), inGroup, LIMIT));
    UnixFiles.chown(file, STRANGER, -1);
    assertArrayEquals(TEXT, files.read(file.toString(), stranger, LIMIT));
  }

  @Test
  void respectsClosedDirectoriesOnTheWayAndBehindLinks() throws IOException {
    assumeRoot();
    UnixFiles.chmod(file, 0644);
    Path closed = Files.createDirectory(dir.resolve("closed"));
    Files.write(closed.resolve("file"), TEXT);
    UnixFiles.chmod(closed, 0700);
    Path link = Files.createSymbolicLink(dir.resolve("link"), closed.resolve("file"));
    Optional<Peer> stranger = Optional.of(new Peer(STRANGER, STRANGER));

    assertEquals(Errno.EACCES, errno(closed.resolve("file"), stranger, LIMIT));
    assertEquals(Errno.EACCES, errno(link, stranger, LIMIT));
  }

  @Test
  void isItselfAgainAfterwards() throws IOException {
    assumeRoot();
    UnixFiles.chmod(file, 0600);

    assertEquals(Errno.EACCES, errno(file, Optional.of(new Peer(STRANGER, STRANGER)), LIMIT));

    assertArrayEquals(TEXT, files.read(file.toString(), Optional.empty(), LIMIT));
    Path made = Files.createFile(dir.resolve("made"));
    assertEquals(0, UnixFiles.status(made).orElseThrow().uid());
  }

  private int errno(Path path, Optional<Peer> peer, int limit) {
    return assertThrows(ErrnoException.class, () -> files.read(path.toString(), peer, limit))
        .errno();
  }

  private static void assumeRoot() {
    assumeTrue(new Accounts().uidOf(System.getProperty("user.name")).orElse(-1) == 0, "needs root");
  }
}
