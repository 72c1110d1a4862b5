package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A running switch with two clients, on ports 1 and 2. */
final class VdeLine implements Line {
  private final SwitchProcess process;
  private final VdeClient sender;
  private final VdeClient receiver;

  private VdeLine(SwitchProcess process, VdeClient sender, VdeClient receiver) {
    this.process = process;
    this.sender = sender;
    this.receiver = receiver;
  }

  static VdeLine open(Contender contender, Placement placement, Path room) throws IOException {
    SwitchProcess process = SwitchProcess.start(contender, placement::place, room, List.of());
    try {
      VdeClient sender = VdeClient.plug(process.directory(), 1);
      return new VdeLine(process, sender, VdeClient.plug(process.directory(), 2));
    } catch (IOException e) {
      process.close();
      throw new IOException(contender.name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public LoadGenerator generator(int frameBytes) {
    return new LoadGenerator(sender.frames(), receiver.frames(), frameBytes);
  }

  @Override
  public CpuClock cpuClock() {
    return process.cpuClock();
  }

  @Override
  public void close() throws IOException {
    try {
      sender.close();
      receiver.close();
    } finally {
      process.close();
    }
  }
}
