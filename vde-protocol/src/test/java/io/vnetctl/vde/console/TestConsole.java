package io.vnetctl.vde.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A console in memory, with a clock of its own. */
final class TestConsole implements AutoCloseable {
  static final String PROMPT = "\nvde$ ";

  final EmbeddedChannel channel;

  TestConsole(TestSwitch target) {
    this(target.surroundings());
  }

  TestConsole(Surroundings around) {
    ConsoleSession session = new ConsoleSession(around, Optional.empty());
    channel = new EmbeddedChannel();
    channel.freezeTime();
    channel.pipeline().addLast(session);
    channel.pipeline().fireChannelActive();
  }

  /** A console whose greeting has been read. */
  static TestConsole greeted(TestSwitch target) {
    TestConsole console = new TestConsole(target);
    console.text();
    return console;
  }

  void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, ISO_8859_1));
  }

  boolean isClosed() {
    return !channel.isOpen();
  }

  void endInput() {
    channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
  }

  void pass(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  /** Everything written since the last call, one element per write. */
  List<String> writes() {
    List<String> writes = new ArrayList<>();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      if (next.isReadable()) {
        writes.add(next.toString(ISO_8859_1));
      }
      next.release();
    }
    return writes;
  }

  String text() {
    return String.join("", writes());
  }

  /** The answer to text that may take several turns. */
  String answer(String text) {
    send(text);
    StringBuilder all = new StringBuilder(text());
    for (String more = next(); !more.isEmpty(); more = next()) {
      all.append(more);
    }
    return all.toString();
  }

  private String next() {
    pass(1);
    return text();
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
