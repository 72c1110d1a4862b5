package io.vnetctl.vde.console;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;

/**
 * The connections of the consoles of one switch. They outlast what the consoles ask: who is
 * connected sees the end when all files of the switch are gone, as the original's cleanup comes
 * before the end of its process, and may then start another in its place.
 */
public final class Consoles implements AutoCloseable {
  private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

  /** Takes a connection, until it is closed. Switch thread. */
  void add(Channel connection) {
    connections.add(connection);
  }

  /** From now on no console answers; they stay connected. For another thread, which waits. */
  void mute() {
    for (Channel connection : connections) {
      connection.eventLoop().submit(() -> mute(connection)).syncUninterruptibly();
    }
  }

  /** What still comes is read and dropped: unread, the end would look like a failure there. */
  private static void mute(Channel connection) {
    ChannelPipeline pipeline = connection.pipeline();
    if (pipeline.get(ConsoleSession.class) != null) {
      pipeline.remove(ConsoleSession.class);
    }
    connection.config().setAutoRead(true);
  }

  /** Ends all connections. For another thread than the switch's, which waits. */
  @Override
  public void close() {
    connections.close().syncUninterruptibly();
  }
}
