package io.vnetctl.vde.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
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
 * <p>Nothing that the other side does or leaves undone makes it wait longer than it was told to, be
 * it a full backlog, silence, or output without an end; nor does it hold more of that output than
 * {@link #MAX_ANSWER_BYTES}.
 *
 * <p>Commands are run by one thread at a time; closing is allowed from any. A thread of its own
 * connects, reads the connection and calls back with asynchronous lines until the client is closed:
 * so the kernel, not a clock, says when a backlog has room.
 */
public final class ConsoleClient implements AutoCloseable {
  /** A switch answers at once; only one that is stopped or runs a long script takes longer. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** Memory for one answer; the largest table of a switch, of 65,536 addresses, takes 9 MB. */
  public static final int MAX_ANSWER_BYTES = 16 << 20;

  private static final Answer END_OF_FILE =
      new Answer(Answer.END_OF_SESSION, "end of file", List.of());
  private static final int READ_OCTETS = 16 * 1024;

  /** Answers that nobody asked for wait in the socket once there are that many. */
  private static final int MAX_WAITING_ANSWERS = 64;

  private final SocketChannel channel;
  private final Patience patience;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>(MAX_WAITING_ANSWERS);
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final Thread reader;
  private final List<String> greeting;
  private volatile IOException failure;

  private ConsoleClient(
      SocketChannel channel,
      UnixDomainSocketAddress console,
      Patience patience,
      Consumer<String> events)
      throws IOException {
    this.channel = channel;
    this.patience = patience;
    ConsoleDecoder decoder = new ConsoleDecoder(this::deliver, events, MAX_ANSWER_BYTES);
    this.reader =
        Thread.ofPlatform().daemon().name("console reader").start(() -> read(console, decoder));
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
   * @param timeout for connection and greeting, and for each answer
   * @throws InterruptedIOException if nobody answers in time
   * @throws IOException if no console answers; while connecting, its message is the system's reason
   */
  public static ConsoleClient connect(Path socket, Consumer<String> events, Duration timeout)
      throws IOException {
    return connect(socket, events, new Patience(timeout.toNanos(), Long.MAX_VALUE));
  }

  /**
   * Connects and takes the greeting, for a conversation that is to be over soon.
   *
   * @param socket of the console
   * @param deadline for everything together: connection, greeting and all answers
   * @throws InterruptedIOException if nobody answers in time
   * @throws IOException if no console answers; while connecting, its message is the system's reason
   */
  public static ConsoleClient connectWithin(Path socket, Duration deadline) throws IOException {
    long nanos = deadline.toNanos();
    return connect(socket, line -> {}, new Patience(nanos, System.nanoTime() + nanos));
  }

  private static ConsoleClient connect(Path socket, Consumer<String> events, Patience patience)
      throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      return new ConsoleClient(channel, UnixDomainSocketAddress.of(socket), patience, events);
    } catch (IllegalArgumentException notAnAddress) {
      channel.close();
      throw new IOException(notAnAddress.getMessage(), notAnAddress);
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
   * @param command one line without its end; far shorter than a socket's buffer, or it may wait for
   *     the switch to read
   * @throws InterruptedIOException if the switch does not answer in time; the client is of no more
   *     use then
   * @throws IOException if the switch has gone; the client is of no more use then
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
    reader.interrupt();
  }

  private Answer await(String what) throws IOException {
    Answer answer;
    try {
      answer = answers.poll(patience.leftNs(System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + what);
    }
    if (answer == null) {
      throw new InterruptedIOException(
          "the switch has not sent " + what + " within " + patience.answerNs / 1_000_000 + " ms");
    }
    if (answer == END_OF_FILE) {
      answers.add(END_OF_FILE);
      IOException why = failure;
      if (why != null) {
        throw why;
      }
      throw new EOFException("the switch has closed the console instead of sending " + what);
    }
    return answer;
  }

  private void read(UnixDomainSocketAddress console, ConsoleDecoder decoder) {
    boolean connected = false;
    try {
      connected = channel.connect(console);
      ByteBuffer octets = ByteBuffer.allocate(READ_OCTETS);
      while (channel.read(octets) >= 0) {
        decoder.decode(octets.flip());
        octets.clear();
      }
    } catch (AnswerTooLongException e) {
      failure = e;
    } catch (IOException e) {
      // Once connected it ends like the end of file: whoever waits for an answer is told.
      failure = connected ? null : e;
    }
    decoder.end();
    deliver(END_OF_FILE);
    closed.complete(null);
  }

  /** Waits while there are too many; the end of the client ends that too. */
  private void deliver(Answer answer) {
    try {
      answers.put(answer);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long to wait for an answer, and until when for the last. */
  private record Patience(long answerNs, long endNs) {
    long leftNs(long nowNs) {
      return endNs == Long.MAX_VALUE ? answerNs : Math.max(0, endNs - nowNs);
    }
  }
}
