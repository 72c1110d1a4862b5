package io.vnetctl.vde.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pcap file in the making, and what became of the frames for it. After the first failure to write
 * nothing more is tried. Writing is for one thread at a time, counts are for any.
 */
final class PcapFile {
  private static final int BUFFER = 64 << 10;

  private final OutputStream out;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile String failure = "";

  /** Takes ownership of the stream. */
  PcapFile(OutputStream file) {
    out = new BufferedOutputStream(file, BUFFER);
  }

  /** A file that there is not. */
  static PcapFile none() {
    return new PcapFile(OutputStream.nullOutputStream());
  }

  void begin() {
    attempt(() -> out.write(Pcap.fileHeader()));
  }

  void append(Instant time, byte[] frame) {
    boolean kept =
        attempt(
            () -> {
              out.write(Pcap.recordHeader(time, frame.length));
              out.write(frame);
            });
    (kept ? written : lost).incrementAndGet();
  }

  void flush() {
    attempt(out::flush);
  }

  /** Writes the rest and closes the stream, also after a failure. */
  void close() {
    try {
      out.close();
    } catch (IOException e) {
      failure = e.getMessage();
    }
  }

  /** Counts a frame that did not get here. */
  void countLost() {
    lost.incrementAndGet();
  }

  /** Frames in the file, or in its buffer. */
  long written() {
    return written.get();
  }

  /** Frames that should be in the file but are not. */
  long lost() {
    return lost.get();
  }

  /** Why nothing more can be written; empty if it can. */
  String failure() {
    return failure;
  }

  private boolean attempt(Write write) {
    if (!failure.isEmpty()) {
      return false;
    }
    try {
      write.run();
      return true;
    } catch (IOException e) {
      failure = e.getMessage();
      return false;
    }
  }

  private interface Write {
    void run() throws IOException;
  }
}
