package io.vnetctl.vde.console;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;

/** The world as a {@link Dialogue} sees it: a reader who may be slow, and a clock. */
interface ConsoleOutput {

  /** Sends at once; takes ownership. Never fails: a reader who has gone loses it. */
  void write(ByteBuf text);

  /** Whether the reader keeps up; if not, {@link Dialogue#proceed} is called when he does again. */
  boolean isWritable();

  /** What has been written but not taken by the reader. */
  long unsentBytes();

  /** Whether more input is wanted now. */
  void wantInput(boolean wanted);

  /** Runs on the switch thread after the time. */
  ScheduledFuture<?> later(Runnable task, long millis);

  /** Closes at once; what has not been taken is lost. */
  void abort();

  /** Closes once everything written has been taken. */
  void end();

  /**
   * Takes no more, and stays open until the switch has ended.
   *
   * @param last begins that: runs on the switch thread soon, however slow a remote reader is
   */
  void endWithSwitch(Runnable last);
}
