package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.io.Burst;
import io.vnetctl.core.io.FrameDevice;
import io.vnetctl.core.io.FrameVector;
import io.vnetctl.core.twin.FrameBuilder;
import io.vnetctl.core.twin.HandClock;
import io.vnetctl.core.twin.SwitchRig;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * No allocation per frame: learning, unicast, flood, both changes of a tag, made up addresses
 * without end, and addresses that change their ports.
 */
class AllocationTest {
  private static final int BURSTS = 100_000 / Burst.FRAMES;

  private final Switch network =
      new Switch(SwitchRig.config(8, false, false, SwitchRig.MAC), new HandClock(), line -> {});
  private final Burst burst = new Burst(9_234);
  private int addresses;

  /** Counts what it is given and keeps nothing. */
  private static final class Sink implements FrameDevice {
    private Receiver receiver;
    private long bytes;

    @Override
    public void start(Receiver to, Drops drops) {
      receiver = to;
    }

    @Override
    public void send(FrameVector frames) {
      for (int i = 0; i < frames.count(); i++) {
        bytes += frames.length(i);
      }
    }

    @Override
    public void close() {}
  }

  private Sink plug(int port) {
    Sink sink = new Sink();
    network.attach(PortChoice.of(port), Applicant.ownDevice(), port, "sink", sink).orElseThrow();
    return sink;
  }

  private void fill() {
    for (int i = 0; i < Burst.FRAMES; i += 4) {
      burst.add(frame().from(i).to(7).tag(10).bytes());
      burst.add(frame().from(i).tag(0xe00a).bytes());
      burst.add(frame().from(i).to(7).bytes());
      burst.add(frame().from(i).bytes());
    }
  }

  @Test
  void forwardsWithoutAllocating() {
    network.execute(new Command.CreateVlan(10));
    Sink in = plug(1);
    Sink out = plug(2);
    plug(3);
    network.execute(new Command.SetPortVlan(2, 10));
    network.execute(new Command.AddVlanPort(10, 1));
    network.execute(new Command.AddVlanPort(10, 3));
    fill();
    assertAllocatesNothing(() -> in.receiver.onBurst(burst));
    assertTrue(out.bytes > 0);
  }

  @Test
  void learnsMadeUpAddressesInAFullTableWithoutAllocating() {
    Sink in = plug(1);
    plug(2);
    fill();
    assertAllocatesNothing(
        () -> {
          for (int frame = 0; frame < burst.count(); frame++) {
            MemorySegment memory = burst.memory();
            memory.set(ValueLayout.JAVA_INT_UNALIGNED, burst.offset(frame) + 8, addresses++);
          }
          in.receiver.onBurst(burst);
        });
    assertTrue(addresses > MacTable.MAX_ENTRIES);
  }

  @Test
  void takesAddressesThatChangeTheirPortsWithoutAllocating() {
    network.execute(new Command.SetMinPersistence(-1));
    Sink one = plug(1);
    Sink other = plug(2);
    fill();
    assertAllocatesNothing(
        () -> {
          one.receiver.onBurst(burst);
          other.receiver.onBurst(burst);
        });
  }

  @Test
  void dropsWhatIsBeyondTheLimitsWithoutAllocating() {
    Sink in = plug(1);
    plug(2);
    network.execute(new Command.SetMacLimit(OptionalInt.of(1), 3));
    network.execute(new Command.SetFloodLimit(OptionalInt.of(1), 1));
    network.execute(new Command.SetIsolated(OptionalInt.empty(), true));
    fill();
    assertAllocatesNothing(() -> in.receiver.onBurst(burst));
    network.execute(new Command.SetBpduGuard(OptionalInt.of(1), true));
    burst.clear();
    for (int i = 0; i < Burst.FRAMES; i++) {
      burst.add(frame().from(i).toMac(FrameBuilder.BRIDGE_GROUP).bytes());
    }
    assertAllocatesNothing(() -> in.receiver.onBurst(burst));
  }

  private static void assertAllocatesNothing(Runnable burst) {
    for (int i = 0; i < 20 * BURSTS; i++) {
      burst.run();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < BURSTS; i++) {
      burst.run();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 100_000, allocated + " bytes allocated for 100,000 frames");
  }
}
