package io.vnetctl.cli.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of the management console that waits for each answer. */
final class Console implements AutoCloseable {
  private static final String PROMPT = "\nvde$ ";

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer chunk = ByteBuffer.allocate(65536);
  private final StringBuilder received = new StringBuilder();
  private boolean ended;

  private Console(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.selector = Selector.open();
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  /** Connects and reads the greeting. */
  static Console open(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    Console console = new Console(channel);
    console.awaitPrompt("the greeting");
    return console;
  }

  /** Sends a command; returns everything up to the prompt, without it. */
  String ask(String command) {
    try {
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new UncheckedIOException("console refuses " + command, e);
    }
    return awaitPrompt(command);
  }

  /** Sends a command that has to succeed. */
  String succeed(String command) {
    String answer = ask(command);
    if (!answer.endsWith("1000 Success\n")) {
      throw new AssertionError(command + " answered " + answer);
    }
    return answer;
  }

  /** What came without being asked for, since the last answer. */
  String events() {
    read();
    String text = received.toString();
    received.setLength(0);
    return text;
  }

  private String awaitPrompt(String what) {
    long end = System.nanoTime() + Eventually.PATIENCE.toNanos();
    for (read(); received.indexOf(PROMPT) < 0 && !ended; read()) {
      if (System.nanoTime() - end >= 0) {
        throw new AssertionError("no prompt after " + what + ", only '" + received + "'");
      }
      awaitInput();
    }
    int length = received.indexOf(PROMPT);
    if (length < 0) {
      throw new AssertionError("console closed after " + what + ": '" + received + "'");
    }
    String answer = received.substring(0, length);
    received.delete(0, length + PROMPT.length());
    return answer;
  }

  private void awaitInput() {
    try {
      selector.select(Eventually.PATIENCE.toMillis());
      selector.selectedKeys().clear();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot wait for the console", e);
    }
  }

  private void read() {
    try {
      for (int n = channel.read(chunk.clear()); n != 0; n = channel.read(chunk.clear())) {
        if (n < 0) {
          ended = true;
          return;
        }
        received.append(StandardCharsets.ISO_8859_1.decode(chunk.flip()));
      }
    } catch (IOException e) {
      ended = true;
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
