package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.io.FrameVector;
import io.vnetctl.core.twin.HandClock;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameObserverTest {
  private static final byte[] TO_ALL = frame().bytes();

  /** Notes all that it sees. */
  private static final class Notebook implements FrameObserver {
    private final List<String> notes = new ArrayList<>();

    @Override
    public void received(int port, FrameVector frames) {
      note("in " + port, frames);
    }

    @Override
    public void sent(int port, FrameVector frames) {
      note("out " + port, frames);
    }

    private void note(String where, FrameVector frames) {
      for (int i = 0; i < frames.count(); i++) {
        notes.add(where + " " + HexFormat.of().formatHex(frames.copy(i)));
      }
    }
  }

  private final SwitchRig rig = SwitchRig.ofPorts(4);
  private final Station one = rig.plug(1);
  private final Station two = rig.plug(2);
  private final Station three = rig.plug(3);
  private final Notebook notebook = new Notebook();

  @Test
  void seesAFrameWhereItComesInAndWhereverItGoesOut() {
    rig.network().observe(notebook);

    one.sends(TO_ALL);

    assertEquals(
        List.of(note("in 1", TO_ALL), note("out 2", TO_ALL), note("out 3", TO_ALL)),
        notebook.notes);
  }

  @Test
  void seesTagsAsTheyComeAndGo() {
    rig.done(
        new Command.CreateVlan(5), new Command.SetPortVlan(1, 5), new Command.AddVlanPort(5, 2));
    rig.network().observe(notebook);

    one.sends(TO_ALL);

    assertEquals(
        List.of(note("in 1", TO_ALL), note("out 2", frame().tag(5).bytes())), notebook.notes);
  }

  @Test
  void seesWhatIsDroppedButNotWhatIsNoFrame() {
    byte[] foreign = frame().tag(7).bytes();
    rig.network().observe(notebook);

    one.sends(new byte[13], foreign, new byte[SwitchConfig.DEFAULT_MAX_FRAME_BYTES + 1]);

    assertEquals(List.of(note("in 1", foreign)), notebook.notes);
  }

  @Test
  void doesNotChangeWhatIsForwarded() {
    rig.network().observe(notebook);
    rig.network().observe(new Notebook());

    one.sends(TO_ALL, frame().tag(7).bytes(), TO_ALL);

    assertEquals(Station.hex(TO_ALL, TO_ALL), two.received());
    assertEquals(Station.hex(TO_ALL, TO_ALL), three.received());
  }

  @Test
  void seesWhatTheSwitchItselfSays() {
    HandClock clock = new HandClock();
    SwitchRig bridge = SwitchRig.spanningTree(clock, SwitchRig.MAC);
    Station neighbour = bridge.plug(2);
    bridge.network().observe(notebook);

    bridge.pass(5);

    List<String> said = neighbour.received().stream().map(hex -> "out 2 " + hex).toList();
    assertEquals(said.subList(said.size() - notebook.notes.size(), said.size()), notebook.notes);
    assertEquals(true, notebook.notes.size() > 0);
  }

  @Test
  void seesNothingAnyMoreOnceIgnored() {
    Notebook other = new Notebook();
    rig.network().observe(notebook);
    rig.network().observe(other);

    rig.network().ignore(notebook);
    one.sends(TO_ALL);

    assertEquals(List.of(), notebook.notes);
    assertEquals(3, other.notes.size());
  }

  private static String note(String where, byte[] frame) {
    return where + " " + HexFormat.of().formatHex(frame);
  }
}
