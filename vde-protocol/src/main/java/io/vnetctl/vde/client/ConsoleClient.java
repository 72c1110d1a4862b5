package io.vnetctl.vde.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A client of a switch's management console (VDE console, 1 and 2): one command, one answer, and
 * asynchronous lines at any time. It needs nothing but the JDK, so that a query starts fast.
 *
 * <p>Commands are run by one thread at a time; closing is allowed from any. A thread of its own
 * reads the connection and calls back with asynchronous lines until the client is closed.
 */
public final class ConsoleClient implements AutoCloseable {
  /** A switch answers at once; only one that is stopped or runs a long script takes longer. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private static final Answer END_OF_FILE =
      new Answer(Answer.END_OF_SESSION, "end of file", List.of());
  private static final int READ_OCTETS = 16 * 1024;

  private final SocketChannel channel;
  private final Duration timeout;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final List<String> greeting;

  private ConsoleClient(SocketChannel channel, Duration timeout, Consumer<String> events)
      throws IOException {
    this.channel = channel;
    this.timeout = timeout;
    ConsoleDecoder decoder = new ConsoleDecoder(answers::add, events);
    Thread.ofPlatform().daemon().name("console reader").start(() -> read(decoder));
    this.greeting = await("its greeting").data();
  }

  /** Connects with {@link #DEFAULT_TIMEOUT}. */
  public static ConsoleClient connect(Path socket, Consumer<String> events) throws IOException {
    return connect(socket, events, DEFAULT_TIMEOUT);
  }

  /**
   * Connects and takes the greeting.
   *
   * @param socket of the console
   * @param events takes asynchronous lines such as {@code 3021 port/+ 03}, on the reader's thread
   * @param timeout for the greeting and for each answer
   * @throws IOException if no console answers; while connecting, its message is the system's reason
   */
  public static ConsoleClient connect(Path socket, Consumer<String> events, Duration timeout)
      throws IOException {
    SocketChannel channel;
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IllegalArgumentException notAnAddress) {
      throw new IOException(notAnAddress.getMessage(), notAnAddress);
    }
    try {
      return new ConsoleClient(channel, timeout, events);
    } catch (IOException mute) {
      channel.close();
      throw mute;
    }
  }

  /** The lines of the greeting, the first with the switch's version. */
  public List<String> greeting() {
    return greeting;
  }

  /**
   * Runs a command and waits for its answer.
   *
   * @param command one line without its end
   * @throws IOException if the switch has gone or does not answer in time; the client is of no more
   *     use then
   */
  public Answer run(String command) throws IOException {
    if (command.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("more than one command: " + command);
    }
    ByteBuffer line = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    return await("an answer to \"" + command + "\"");
  }

  /** Completes, on the reader's thread, when the connection has ended, from either side. */
  public CompletionStage<Void> closed() {
    return closed.minimalCompletionStage();
  }

  /** Ends the connection, as {@code logout} does. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private Answer await(String what) throws IOException {
    Answer answer;
    try {
      answer = answers.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + what);
    }
    if (answer == null) {
      throw new InterruptedIOException(
          "the switch has not sent %s within %d ms".formatted(what, timeout.toMillis()));
    }
    if (answer == END_OF_FILE) {
      answers.add(END_OF_FILE);
      throw new EOFException("the switch has closed the console instead of sending " + what);
    }
    return answer;
  }

  private void read(ConsoleDecoder decoder) {
    ByteBuffer octets = ByteBuffer.allocate(READ_OCTETS);
    try {
      while (channel.read(octets) >= 0) {
        decoder.decode(octets.flip());
        octets.clear();
      }
    } catch (IOException closed) {
      // ends like the end of file: whoever waits for an answer is told
    }
    decoder.end();
    answers.add(END_OF_FILE);
    closed.complete(null);
  }
}
