package io.vnetctl.bench;

import java.io.IOException;
import java.util.List;

/** A pair of sockets, without a switch. */
final class BareLine implements Line {
  private final FrameSocket sender;
  private final FrameSocket receiver;
  private final CpuClock none = CpuClock.ofNothing();

  private BareLine(FrameSocket sender, FrameSocket receiver) {
    this.sender = sender;
    this.receiver = receiver;
  }

  static BareLine open() throws IOException {
    List<FrameSocket> pair = FrameSocket.pair();
    return new BareLine(pair.getFirst(), pair.getLast());
  }

  @Override
  public LoadGenerator generator(Flow flow) {
    return new LoadGenerator(sender, receiver, flow);
  }

  @Override
  public CpuClock cpuClock() {
    return none;
  }

  @Override
  public void close() {
    sender.close();
    receiver.close();
    none.close();
  }
}
