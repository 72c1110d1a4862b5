package io.vnetctl.vde.console;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vnetctl.vde.UnixFiles;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The console on standard input and output (spec vde-console, chapter 6). The end of input ends the
 * switch. There is a prompt only where both are a terminal.
 *
 * <p>Either may be a file, a pipe or a terminal shared with others, so neither can be made
 * non-blocking: a thread each reads and writes, and the switch thread never waits for them.
 */
public final class StandardConsole implements ConsoleOutput {
  private static final int READ_SIZE = 4096;
  private static final int MAX_UNSENT = 64 << 10;
  private static final byte[] END = {};

  private final EventExecutor loop;
  private final InputStream in;
  private final OutputStream out;
  private final Dialogue dialogue;
  private final Semaphore wanted = new Semaphore(0);
  private final BlockingQueue<Piece> unwritten = new LinkedBlockingQueue<>();
  // switch thread only
  private long unsent;
  private boolean asked;

  StandardConsole(
      Surroundings around, EventExecutor loop, InputStream in, OutputStream out, boolean terminal) {
    this.loop = loop;
    this.in = in;
    this.out = out;
    this.dialogue = new Dialogue(around, ConsoleStyle.standard(terminal), Optional.empty(), this);
  }

  /** Opens a console on descriptors 0 and 1. Any thread. */
  public static void open(Surroundings around, EventExecutor loop) {
    new StandardConsole(
            around,
            loop,
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            UnixFiles.isTerminal(0) && UnixFiles.isTerminal(1))
        .begin();
  }

  void begin() {
    Thread.ofPlatform().daemon().name("console-input").start(this::readAll);
    Thread.ofPlatform().daemon().name("console-output").start(this::writeAll);
    loop.execute(
        () -> {
          dialogue.begin();
          dialogue.proceed();
        });
  }

  @Override
  public void write(ByteBuf text) {
    byte[] bytes = new byte[text.readableBytes()];
    text.readBytes(bytes);
    text.release();
    unsent += bytes.length;
    unwritten.add(new Piece(bytes, () -> written(bytes.length)));
  }

  @Override
  public boolean isWritable() {
    return unsent < MAX_UNSENT;
  }

  @Override
  public long unsentBytes() {
    return unsent;
  }

  /** The reading thread may read once each time that input becomes wanted. */
  @Override
  public void wantInput(boolean want) {
    if (want && !asked) {
      asked = true;
      wanted.release();
    }
  }

  @Override
  public ScheduledFuture<?> later(Runnable task, long millis) {
    return loop.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /** The standard output is nobody's to close; the rest of the answer is forgotten. */
  @Override
  public void abort() {}

  @Override
  public void end() {
    endWithSwitch(() -> {});
  }

  /** What was written is shown first: it may be the whole purpose of this process. */
  @Override
  public void endWithSwitch(Runnable last) {
    unwritten.add(new Piece(END, last));
  }

  private void readAll() {
    byte[] chunk = new byte[READ_SIZE];
    try {
      int length;
      do {
        wanted.acquire();
        length = read(chunk);
        int got = length;
        byte[] bytes = chunk.clone();
        loop.execute(() -> received(bytes, got));
      } while (length > 0);
    } catch (InterruptedException | RejectedExecutionException switchEnded) {
      return;
    }
  }

  /** What cannot be read has ended. */
  private int read(byte[] chunk) {
    try {
      return in.read(chunk);
    } catch (IOException unreadable) {
      return -1;
    }
  }

  private void received(byte[] bytes, int length) {
    asked = false;
    if (length > 0) {
      dialogue.received(Unpooled.wrappedBuffer(bytes, 0, length));
    } else {
      dialogue.inputEnded();
    }
  }

  private void writeAll() {
    try {
      Piece piece;
      do {
        piece = unwritten.take();
        write(piece.text());
        loop.execute(piece.afterwards());
      } while (piece.text() != END);
    } catch (InterruptedException | RejectedExecutionException switchEnded) {
      return;
    }
  }

  /** A closed or full standard output loses text, as it does for every program. */
  private void write(byte[] text) {
    try {
      out.write(text);
      out.flush();
    } catch (IOException lost) {
      // the commands are to be carried out all the same
      return;
    }
  }

  private void written(int bytes) {
    unsent -= bytes;
    if (isWritable()) {
      dialogue.proceed();
    }
  }

  /** Text for the writing thread, and what the switch thread does once it is written. */
  private record Piece(byte[] text, Runnable afterwards) {}
}
