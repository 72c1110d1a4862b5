package io.vnetctl.cli.handover;

import io.vnetctl.core.Switch;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.frame.MacAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A handover of nothing to nobody, in memory. While a switch is handed over no frame is forwarded;
 * all that the JVM does once, such as loading classes, is done by this before.
 */
public final class Rehearsal {
  private static final int PORTS = 4;
  private static final int BUCKETS = 128;

  private Rehearsal() {}

  /** Any thread. */
  public static void perform() {
    SwitchConfig config =
        new SwitchConfig(
            PORTS,
            false,
            false,
            new MacAddress(1),
            0,
            BUCKETS,
            SwitchConfig.DEFAULT_MAX_FRAME_BYTES);
    Switch network = new Switch(config, System::nanoTime, line -> {});
    network.execute(new Command.CreatePort(1));
    List<OpenFile> files =
        List.of(
            new OpenFile(new Role.ControlSocket(false), 0),
            new OpenFile(new Role.Control(1), 0),
            new OpenFile(new Role.Tap(1, true), 0));
    try {
      String text = StateWriter.write(new Handover(Path.of("/"), network.state(), files));
      Handover read = StateReader.read(text, List.of(0, 0, 0));
      Switch.restore(
          read.state().withMaxFrameBytes(SwitchConfig.DEFAULT_MAX_FRAME_BYTES),
          System::nanoTime,
          line -> {});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
