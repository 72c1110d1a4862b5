package io.vnetctl.vde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
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

  @Test
  void replacesFilesAtTheFirstWrite() throws IOException {
    try (OutputStream out = files.replace(file.toString(), Optional.empty())) {
      assertArrayEquals(TEXT, Files.readAllBytes(file));
      out.write('a');
      out.write(new byte[] {'-', 'b', 'c', '-'}, 1, 2);
    }
    assertEquals("abc", Files.readString(file));
    assertEquals(0640, UnixFiles.status(file).orElseThrow().permissions());
  }

  @Test
  void makesFilesForTheirUserOnly() throws IOException {
    Path made = dir.resolve("made");

    files.replace(made.toString(), Optional.empty()).close();

    assertEquals(0600, UnixFiles.status(made).orElseThrow().permissions());
  }

  @Test
  void replacesNeitherLinksNorDevicesNorDirectories() throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("link"), file);
    Path dangling = Files.createSymbolicLink(dir.resolve("dangling"), dir.resolve("absent"));

    assertEquals(Errno.ELOOP, errnoOfReplacing(link, Optional.empty()));
    assertEquals(Errno.ELOOP, errnoOfReplacing(dangling, Optional.empty()));
    assertEquals(Errno.EINVAL, errnoOfReplacing(Path.of("/dev/null"), Optional.empty()));
    assertEquals(21, errnoOfReplacing(dir, Optional.empty()));
    assertEquals(Errno.ENOENT, errnoOfReplacing(dir.resolve("no/file"), Optional.empty()));
    assertEquals(false, Files.exists(dir.resolve("absent")));
  }

  @Test
  void writesWithTheRightsOfThePeerAndOnlyWhatIsHis() throws IOException {
    assumeRoot();
    Optional<Peer> stranger = Optional.of(new Peer(STRANGER, STRANGER));
    UnixFiles.chmod(file, 0666);
    Path open = Files.createDirectory(dir.resolve("open"));
    UnixFiles.chmod(open, 0777);
    Path his = open.resolve("his");

    assertEquals(Errno.EACCES, errnoOfReplacing(file, stranger));
    assertEquals(Errno.EACCES, errnoOfReplacing(dir.resolve("made"), stranger));
    files.replace(his.toString(), stranger).close();

    assertEquals(STRANGER, UnixFiles.status(his).orElseThrow().uid());
    assertEquals(STRANGER, UnixFiles.status(his).orElseThrow().gid());
    files.replace(his.toString(), stranger).close();
    assertEquals(Errno.EACCES, errnoOfReplacing(his, Optional.of(new Peer(0, 0))));
    assertArrayEquals(TEXT, Files.readAllBytes(file));
  }

  private int errnoOfReplacing(Path path, Optional<Peer> peer) {
    return assertThrows(ErrnoException.class, () -> files.replace(path.toString(), peer).close())
        .errno();
  }

  private int errno(Path path, Optional<Peer> peer, int limit) {
    return assertThrows(ErrnoException.class, () -> files.read(path.toString(), peer, limit))
        .errno();
  }

  private static void assumeRoot() {
    assumeTrue(new Accounts().uidOf(System.getProperty("user.name")).orElse(-1) == 0, "needs root");
  }
}
