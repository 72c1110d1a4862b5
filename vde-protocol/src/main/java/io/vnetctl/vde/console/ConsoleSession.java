package io.vnetctl.vde.console;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.vnetctl.core.OutOfMemory;
import io.vnetctl.vde.Peer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One console on a stream socket: hands bytes to its {@link Dialogue} and back. */
final class ConsoleSession extends ChannelInboundHandlerAdapter implements ConsoleOutput {
  private final Surroundings around;
  private final Dialogue dialogue;
  private ChannelHandlerContext context;

  /**
   * @param peer whose files {@code load} may read
   */
  ConsoleSession(Surroundings around, Optional<Peer> peer) {
    this.around = around;
    this.dialogue = new Dialogue(around, ConsoleStyle.SOCKET, peer, this);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    dialogue.begin();
    active.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) {
    ByteBuf read = (ByteBuf) message;
    try {
      dialogue.received(read);
    } finally {
      read.release();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext told, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      dialogue.inputEnded();
    }
    told.fireUserEventTriggered(event);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext changed) {
    if (changed.channel().isWritable()) {
      dialogue.proceed();
    }
    changed.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext gone) {
    dialogue.closed();
    gone.fireChannelInactive();
  }

  /** A connection that fails is over; there is nobody left to tell, unless it is our fault. */
  @Override
  public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
    OutOfMemory.endProcessIf(cause, around.log());
    if (!(cause instanceof IOException)) {
      around.log().accept("console closed, for a defect of the switch: " + cause);
    }
    failed.close();
  }

  @Override
  public void write(ByteBuf text) {
    context.writeAndFlush(text, context.voidPromise());
  }

  @Override
  public boolean isWritable() {
    return context.channel().isWritable();
  }

  @Override
  public long unsentBytes() {
    ChannelOutboundBuffer unsent = context.channel().unsafe().outboundBuffer();
    return unsent == null ? 0 : unsent.totalPendingWriteBytes();
  }

  @Override
  public void wantInput(boolean wanted) {
    context.channel().config().setAutoRead(wanted);
  }

  @Override
  public ScheduledFuture<?> later(Runnable task, long millis) {
    return context.executor().schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void abort() {
    context.close();
  }

  @Override
  public void end() {
    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void endWithSwitch(Runnable last) {
    wantInput(true);
    last.run();
  }

  /** The switch ends. */
  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    dialogue.closed();
  }
}
