package io.vnetctl.core;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.io.Burst;
import io.vnetctl.core.io.FrameDevice;
import io.vnetctl.core.io.FrameVector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole switch but for its sockets: a burst comes in, and goes out at devices in memory. */
@State(Scope.Thread)
public class ForwardingBenchmark {
  private static final int FRAME_BYTES = 1514;
  private static final int VLAN = 5;
  private static final MacAddress SWITCH = new MacAddress(0x00ff_0000_0001L);
  private static final long SENDER = 0x0200_0000_0001L;
  private static final long RECEIVER = 0x0200_0000_0002L;
  private static final int ADDRESS_BYTES = 6;

  /** Where frames go. */
  public enum Way {
    /** To one port. */
    UNICAST,
    /** To one port, with a tag pushed. */
    PUSH,
    /** To one port, with the tag popped. */
    POP,
    /** To 31 ports, of an unknown address; a frame is counted once. */
    FLOOD
  }

  /** Of all frames. */
  @Param public Way way;

  private final Burst burst = new Burst(SwitchConfig.DEFAULT_MAX_FRAME_BYTES);
  private final Burst answer = new Burst(SwitchConfig.DEFAULT_MAX_FRAME_BYTES);
  private Endpoint in;
  private long sent;

  /** Wires a switch and lets it learn both addresses. */
  @Setup
  public void wire() {
    SwitchConfig config =
        new SwitchConfig(
            64, false, false, SWITCH, 0x8000, 128, SwitchConfig.DEFAULT_MAX_FRAME_BYTES);
    Switch network = new Switch(config, System::nanoTime, line -> {});
    int ports = way == Way.FLOOD ? 32 : 2;
    for (int port = 1; port <= ports; port++) {
      Endpoint endpoint =
          network
              .attach(PortChoice.of(port), Applicant.ownDevice(), port, "memory", new Sink())
              .orElseThrow();
      in = port == 1 ? endpoint : in;
      if (port == 2 && way == Way.UNICAST) {
        answer.add(frame(RECEIVER, SENDER, false));
        endpoint.onBurst(answer);
      }
    }
    if (way == Way.PUSH || way == Way.POP) {
      network.execute(new Command.CreateVlan(VLAN));
      network.execute(new Command.SetPortVlan(way == Way.PUSH ? 1 : 2, VLAN));
      network.execute(new Command.AddVlanPort(VLAN, way == Way.PUSH ? 2 : 1));
    }
    for (int i = 0; i < Burst.FRAMES; i++) {
      burst.add(frame(SENDER, RECEIVER, way == Way.POP));
    }
  }

  /** One frame of a full burst. */
  @Benchmark
  @OperationsPerInvocation(Burst.FRAMES)
  public long frame() {
    in.onBurst(burst);
    return sent;
  }

  private static byte[] frame(long source, long destination, boolean tagged) {
    byte[] frame = new byte[FRAME_BYTES];
    System.arraycopy(new MacAddress(destination).octets(), 0, frame, 0, ADDRESS_BYTES);
    System.arraycopy(new MacAddress(source).octets(), 0, frame, ADDRESS_BYTES, ADDRESS_BYTES);
    byte[] type = tagged ? new byte[] {(byte) 0x81, 0, 0, VLAN} : new byte[] {8, 0};
    System.arraycopy(type, 0, frame, 2 * ADDRESS_BYTES, type.length);
    return frame;
  }

  /** Counts what it is given. */
  private final class Sink implements FrameDevice {
    @Override
    public void start(Receiver receiver, Drops drops) {}

    @Override
    public void send(FrameVector frames) {
      sent += frames.count();
    }

    @Override
    public void close() {}
  }
}
