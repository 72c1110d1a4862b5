package io.vnetctl.vde;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.Errors;
import io.vnetctl.core.OutOfMemory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells of connections that could not be accepted, for want of descriptors or kernel memory: once a
 * minute at most. Who is not accepted waits in the kernel and is tried again after a second.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private static final long PACE_NS = TimeUnit.MINUTES.toNanos(1);

  private final Path socket;
  private final Consumer<String> log;
  private long lastNs;
  private boolean told;

  AcceptFailures(Path socket, Consumer<String> log) {
    this.socket = socket;
    this.log = log;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    OutOfMemory.endProcessIf(cause, log);
    long now = System.nanoTime();
    if (told && now - lastNs < PACE_NS) {
      return;
    }
    told = true;
    lastNs = now;
    String why =
        cause instanceof Errors.NativeIoException refused
            ? Errno.text(-refused.expectedErr())
            : cause.toString();
    log.accept(
        "nobody can connect to %s for now: %s; goes on for who is connected, and tries again each"
                .formatted(socket, why)
            + " second");
  }
}
