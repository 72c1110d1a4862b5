package io.vnetctl.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Copies lines of input to a console and all it sends to the output. A line is sent when the one
 * before has been answered, since VDE's own switch loses what comes with another; the end of the
 * input ends the connection when the last answer is there.
 *
 * <p>The caller's thread copies output, a thread of its own input.
 */
final class ConsoleRelay {
  /** How long a console may be silent before its prompt is no longer waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int MAX_LINE_OCTETS = 4096;
  private static final int READ_OCTETS = 16 * 1024;

  private final SocketChannel console;
  private final long patienceNs;
  private final PromptCounter counter = new PromptCounter();
  private final Object progress = new Object();
  private long lastHeardNs;
  private boolean prompting = true;

  ConsoleRelay(SocketChannel console, Duration patience) {
    this.console = console;
    this.patienceNs = patience.toNanos();
  }

  /** Returns when either side has ended. Borrows both streams. */
  void run(InputStream in, OutputStream out) {
    Thread.ofPlatform().daemon().name("console input").start(() -> copyLines(in));
    ByteBuffer octets = ByteBuffer.allocate(READ_OCTETS);
    try {
      while (console.read(octets) >= 0) {
        octets.flip();
        out.write(octets.array(), 0, octets.limit());
        out.flush();
        heard(octets);
        octets.clear();
      }
    } catch (IOException ended) {
      // the input, the console or the reader of the output has gone: each is an end as any other
    }
  }

  private void heard(ByteBuffer octets) {
    synchronized (progress) {
      while (octets.hasRemaining()) {
        counter.endsPrompt(octets.get());
      }
      lastHeardNs = System.nanoTime();
      progress.notifyAll();
    }
  }

  private void copyLines(InputStream in) {
    try (console) {
      BufferedInputStream input = new BufferedInputStream(in);
      long expected = 1;
      awaitPrompt(expected);
      for (byte[] line = readLine(input); line.length > 0; line = readLine(input)) {
        ByteBuffer octets = ByteBuffer.wrap(line);
        while (octets.hasRemaining()) {
          console.write(octets);
        }
        expected++;
        if (prompting) {
          awaitPrompt(expected);
        }
      }
      awaitPrompt(expected);
    } catch (IOException ended) {
      // as above
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A console that lets this time out is none of a switch, and not waited for between lines. */
  private void awaitPrompt(long expected) throws InterruptedException {
    synchronized (progress) {
      lastHeardNs = System.nanoTime();
      long leftNs = patienceNs;
      while (counter.prompts() < expected && leftNs > 0) {
        progress.wait(1 + leftNs / 1_000_000);
        leftNs = lastHeardNs + patienceNs - System.nanoTime();
      }
      prompting = counter.prompts() >= expected;
    }
  }

  /** With its end, which the last line may lack; empty at the end of the input. */
  private static byte[] readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (line.size() < MAX_LINE_OCTETS) {
      int octet = in.read();
      if (octet < 0) {
        break;
      }
      line.write(octet);
      if (octet == '\n') {
        break;
      }
    }
    return line.toByteArray();
  }
}
