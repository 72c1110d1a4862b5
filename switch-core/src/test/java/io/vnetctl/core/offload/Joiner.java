package io.vnetctl.core.offload;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Joins frames as a port before a TAP would, and keeps what it would write there. */
public final class Joiner {
  /** A frame with its header, and how many frames it was made of. */
  public record Written(long header, byte[] frame, int frames) {
    /** The bytes to write before the frame. */
    public byte[] virtioNetHeader() {
      MemorySegment memory = Arena.ofAuto().allocate(VirtioNetHeader.BYTES, 1);
      VirtioNetHeader.write(memory, 0, header);
      return memory.toArray(ValueLayout.JAVA_BYTE);
    }

    /** What a port would make of it again. */
    public List<byte[]> segments() {
      return Received.of(header, frame).segments();
    }
  }

  private final TcpRun run = new TcpRun();
  private final MemorySegment scratch = Arena.ofAuto().allocate(TcpRun.MAX_HEADER_BYTES, 1);
  private final List<Written> written = new ArrayList<>();

  /** What is written for some frames that come in together. */
  public static List<Written> join(List<byte[]> frames) {
    return join(frames, 0);
  }

  /** The same where the outer tag, of 4 bytes, is popped. */
  public static List<Written> join(List<byte[]> frames, int poppedBytes) {
    Joiner joiner = new Joiner();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames.forEach(all::writeBytes);
    MemorySegment memory = Received.memory(all.toByteArray());
    long at = 0;
    for (byte[] frame : frames) {
      joiner.take(memory, at, at + 12 + poppedBytes, at + frame.length);
      at += frame.length;
    }
    joiner.flush();
    return joiner.written;
  }

  /** Cuts all that was written. */
  public static List<byte[]> segments(List<Written> written) {
    return written.stream().flatMap(it -> it.segments().stream()).toList();
  }

  private void take(MemorySegment memory, long at, long typeAt, long end) {
    if (run.append(memory, at, typeAt, end)) {
      return;
    }
    flush();
    if (!run.begin(memory, at, typeAt, end)) {
      byte[] frame = new byte[(int) (12 + end - typeAt)];
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, frame, 0, 12);
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, typeAt, frame, 12, frame.length - 12);
      written.add(new Written(VirtioNetHeader.PLAIN, frame, 1));
    }
  }

  private void flush() {
    if (run.count() == 0) {
      return;
    }
    byte[] frame = new byte[run.length()];
    int at = run.writeHeader(scratch, 0);
    MemorySegment.copy(scratch, ValueLayout.JAVA_BYTE, 0, frame, 0, at);
    for (int i = 0; i < run.count(); i++) {
      MemorySegment.copy(
          run.memory(), ValueLayout.JAVA_BYTE, run.payloadAt(i), frame, at, run.payloadBytes(i));
      at += run.payloadBytes(i);
    }
    written.add(new Written(run.offload(), frame, run.count()));
    run.clear();
  }
}
