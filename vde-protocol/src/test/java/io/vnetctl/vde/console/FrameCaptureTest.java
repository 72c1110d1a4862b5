package io.vnetctl.vde.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.Errno;
import io.vnetctl.vde.PeerFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameCaptureTest {
  private static final byte[] FRAME = {-1, -1, -1, -1, -1, -1, 2, 0, 0, 0, 0, 1, 8, 0, 'a'};
  private static final String HEADER = "d4c3b2a1020004000000000000000000" + "0000040001000000";
  private static final String RECORD =
      "00ca9a3b" + "40e20100" + "0f000000" + "0f000000" + "ffffffffffff020000000001080061";
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000_000L, 123_456_000L);

  private final TestSwitch target = new TestSwitch();
  private final PeerFiles files = new PeerFiles(new Accounts());

  @TempDir Path dir;

  /** A disk that is slow, or full. */
  private static final class Disk extends OutputStream {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch permitted = new CountDownLatch(1);
    private boolean full;

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      asked.countDown();
      try {
        permitted.await();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
      if (full) {
        throw new IOException("No space left on device");
      }
      content.write(bytes, offset, length);
    }
  }

  @Test
  void writesAPcapFileOfWhatComesInAndGoesOut() throws IOException {
    Path path = dir.resolve("x.cap");
    try (FrameCapture capture = new FrameCapture(target, files::replace, () -> NOW)) {
      assertEquals(0, capture.open(path.toString(), Optional.empty()));
      assertEquals(0, capture.setActive(true, Optional.empty()));
      frames(1, FRAME);
      assertEquals(0, capture.setActive(false, Optional.empty()));
      assertEquals(List.of(), target.observers);
    }
    assertEquals(HEADER + RECORD + RECORD, hex(path));
  }

  @Test
  void goesOnWithTheFileWhenItIsSwitchedOnAgain() throws IOException {
    Path path = dir.resolve("x.cap");
    try (FrameCapture capture = new FrameCapture(target, files::replace, () -> NOW)) {
      capture.open(path.toString(), Optional.empty());
      for (int i = 0; i < 2; i++) {
        capture.setActive(true, Optional.empty());
        frames(1, FRAME);
        capture.setActive(false, Optional.empty());
      }
    }
    assertEquals(HEADER + RECORD.repeat(4), hex(path));
  }

  @Test
  void completesAFileBeforeItBeginsTheNextEvenIfThatIsTheSame() throws IOException {
    Path path = dir.resolve("x.cap");
    Path other = dir.resolve("y.cap");
    try (FrameCapture capture = new FrameCapture(target, files::replace, () -> NOW)) {
      capture.setBuffered(true);
      capture.open(path.toString(), Optional.empty());
      capture.setActive(true, Optional.empty());
      frames(100, FRAME);
      capture.open(path.toString(), Optional.empty());
      frames(1, FRAME);
      capture.open(other.toString(), Optional.empty());
      frames(2, FRAME);
    }
    assertEquals(HEADER + RECORD.repeat(2), hex(path));
    assertEquals(HEADER + RECORD.repeat(4), hex(other));
  }

  @Test
  void keepsItsFileIfTheNextCannotBeHad() throws IOException {
    Path path = dir.resolve("x.cap");
    try (FrameCapture capture = new FrameCapture(target, files::replace, () -> NOW)) {
      capture.open(path.toString(), Optional.empty());
      capture.setActive(true, Optional.empty());
      assertEquals(Errno.ENOENT, capture.open(dir + "/no/file", Optional.empty()));
      assertEquals("dumpfile=" + path + "\n", capture.name());
      frames(1, FRAME);
    }
    assertEquals(HEADER + RECORD + RECORD, hex(path));
  }

  @Test
  void cannotBeSwitchedOnOrOffTwice() {
    List<String> opened = new ArrayList<>();
    FrameCapture.Files noted =
        (path, peer) -> {
          opened.add(path);
          return OutputStream.nullOutputStream();
        };
    try (FrameCapture capture = new FrameCapture(target, noted, () -> NOW)) {
      assertEquals(Errno.ENOENT, capture.setActive(false, Optional.empty()));
      assertEquals(0, capture.setActive(true, Optional.empty()));
      assertEquals(Errno.EEXIST, capture.setActive(true, Optional.empty()));
      assertEquals(List.of("vde_dump.cap"), opened);
    }
  }

  @Test
  void losesAndCountsFramesWhileTheDiskIsSlow() throws InterruptedException {
    Disk disk = new Disk();
    byte[] large = new byte[9_000];
    int kept = CaptureWriter.MAX_WAITING / (large.length + CaptureWriter.COST);
    int sent = 2 * (kept / 2 + 50);
    FrameCapture capture = new FrameCapture(target, (path, peer) -> disk, () -> NOW);
    try (capture) {
      capture.setActive(true, Optional.empty());
      disk.asked.await();
      frames(sent / 2, large);
      assertTrue(info(capture).contains("lost=" + (sent - kept)), info(capture)::toString);
      disk.permitted.countDown();
    }
    assertEquals(24 + kept * (16L + large.length), disk.content.size());
  }

  @Test
  void opensNoMoreFilesThanTheDiskCompletes() {
    List<Disk> disks = new ArrayList<>();
    FrameCapture.Files slow =
        (path, peer) -> {
          disks.add(new Disk());
          return disks.getLast();
        };
    try (FrameCapture capture = new FrameCapture(target, slow, () -> NOW)) {
      capture.setBuffered(true);
      for (int i = 0; i < CaptureWriter.MAX_FILES; i++) {
        assertEquals(0, capture.open("x", Optional.empty()));
      }
      assertEquals(Errno.EAGAIN, capture.open("x", Optional.empty()));
      disks.forEach(disk -> disk.permitted.countDown());
    }
    assertEquals(CaptureWriter.MAX_FILES, disks.size());
    disks.forEach(disk -> assertEquals(24, disk.content.size()));
  }

  @Test
  void tellsWhyItCannotWrite() {
    Disk disk = new Disk();
    disk.full = true;
    disk.permitted.countDown();
    PcapFile file = new PcapFile(disk);
    file.begin();
    file.append(NOW, FRAME);
    file.flush();
    file.append(NOW, FRAME);

    assertEquals("No space left on device", file.failure());
    assertEquals(1, file.written());
    assertEquals(1, file.lost());
  }

  @Test
  void forgetsItsSettingsAtTheEnd() {
    try (FrameCapture capture =
        new FrameCapture(target, (path, peer) -> OutputStream.nullOutputStream(), () -> NOW)) {
      capture.open("x", Optional.empty());
      capture.setActive(true, Optional.empty());
      capture.setBuffered(true);
      capture.end();
      assertEquals(List.of(), target.observers);
      assertEquals(
          List.of("dumpfile=vde_dump.cap", "active=false", "buffered=false", "written=0", "lost=0"),
          info(capture));
    }
  }

  /** So many times a frame that comes in on one port and goes out on another. */
  private void frames(int times, byte[] frame) {
    try (FrameBurst frames = new FrameBurst(frame)) {
      for (int i = 0; i < times; i++) {
        target.observers.getFirst().received(1, frames.vector());
        target.observers.getFirst().sent(2, frames.vector());
      }
    }
  }

  private static List<String> info(FrameCapture capture) {
    return capture.info().map(String::strip).toList();
  }

  private static String hex(Path path) throws IOException {
    return HexFormat.of().formatHex(Files.readAllBytes(path));
  }
}
