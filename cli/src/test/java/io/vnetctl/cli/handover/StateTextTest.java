package io.vnetctl.cli.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.PortCounter;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.state.EndpointState;
import io.vnetctl.core.state.LimitsState;
import io.vnetctl.core.state.MacStates;
import io.vnetctl.core.state.PortState;
import io.vnetctl.core.state.SwitchState;
import io.vnetctl.core.state.VlanState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The state of a switch as text, written and read. */
final class StateTextTest {
  private static final List<Integer> DESCRIPTORS = List.of(10, 11, 12, 13, 14, 15);
  private static final Handover SWITCH = new Handover(Path.of("/run/a switch"), state(), files());

  private final String text = StateWriter.write(SWITCH);

  @Test
  void readsWhatWasWritten() throws IOException {
    assertEquals(SWITCH.toString(), read(text).toString());
    assertEquals(SWITCH.state().ports(), read(text).state().ports());
  }

  @Test
  void isForPeopleToRead() {
    assertTrue(
        text.contains("\nendpoint 3 7 1000 unix\\sprog QEMU\\suser=me\\u000a\\u2026\n"), text);
    assertTrue(text.contains("\nmacs 3\n"), text);
    assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f), text);
  }

  @Test
  void refusesWhateverIsCut() {
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThrows(IOException.class, () -> read(cut), cut);
    }
  }

  @Test
  void refusesAnotherVersionInOneLine() {
    String older = text.replaceFirst("vnetctl-state 2", "vnetctl-state 1");

    String why = assertThrows(IOException.class, () -> read(older)).getMessage();

    assertEquals("this version reads 'vnetctl-state 2', not 'vnetctl-state 1'", why);
  }

  @Test
  void namesTheLineThatIsWrong() {
    String wrong = text.replaceFirst("\nhello 4 ", "\nhello x ");

    String why = assertThrows(IOException.class, () -> read(wrong)).getMessage();

    assertEquals("the state of the switch is wrong in line 5: hello x 2", why);
  }

  /** A version that knows no such number goes on with all switches that have none. */
  @Test
  void numberOfPortsOfAUserIsToldIfThereIsOne() throws IOException {
    assertTrue(text.contains("\nusers 6\n"), text);
    String[] lines = text.replaceFirst("users 6\n", "").split("\n");
    lines[lines.length - 1] = "end " + (lines.length - 1);

    assertEquals(0, read(String.join("\n", lines) + "\n").state().limits().portsPerUser());
  }

  @Test
  void letsGoOfCountersThatThisVersionDoesNotKnow() throws IOException {
    String newer = text.replaceFirst("IN_FRAMES", "IN_SOMETHING_NEW");

    assertFalse(
        read(newer).state().ports().getFirst().counters().containsKey(PortCounter.IN_FRAMES));
  }

  @Test
  void refusesFilesThatDoNotFit() {
    assertThrows(
        IOException.class, () -> StateReader.read(text, macs(), DESCRIPTORS.subList(0, 5)));
  }

  @Test
  void refusesAddressesThatAreNotThoseOfTheText() {
    String why =
        assertThrows(IOException.class, () -> StateReader.read(text, MacStates.NONE, DESCRIPTORS))
            .getMessage();

    assertEquals("the state of the switch has 3 addresses, and 0 came", why);
  }

  private static Handover read(String text) throws IOException {
    return StateReader.read(text, MacStates.of(macs().bytes()), DESCRIPTORS);
  }

  private static List<OpenFile> files() {
    return List.of(
        new OpenFile(new Role.ControlSocket(true), 10),
        new OpenFile(new Role.ConsoleSocket(false), 11),
        new OpenFile(new Role.Control(7), 12),
        new OpenFile(new Role.Data(7), 13),
        new OpenFile(new Role.Waiting(""), 14),
        new OpenFile(new Role.Tap(9, true), 15));
  }

  private static SwitchState state() {
    EndpointState client =
        new EndpointState(7, OptionalInt.of(1000), "unix prog", "QEMU user=me\n\u2026");
    EndpointState tap = new EndpointState(9, OptionalInt.empty(), "tuntap", "");
    return new SwitchState(
        -123_456_789L,
        new SwitchConfig(32, false, true, new MacAddress(0xff_0102_0304L), 0x8000, 128, 9_234),
        new SwitchState.AddressAgeing(2, 100, 3, 40),
        new SwitchState.Hello(4, 2),
        new LimitsState(
            6,
            new PortLimits(0, 1000, false, true),
            new TreeMap<>(Map.of(7, new PortLimits(5, 0, true, false))),
            set(7)),
        List.of(
            new PortState(
                3,
                9,
                true,
                OptionalInt.of(1000),
                OptionalInt.empty(),
                Map.of(PortCounter.IN_FRAMES, 1L << 40),
                List.of(client)),
            new PortState(
                4, 4095, false, OptionalInt.empty(), OptionalInt.of(-2), Map.of(), List.of(tap))),
        List.of(
            new VlanState(0, set(), set(), tree(-1)), new VlanState(9, set(3, 4), set(4), tree(3))),
        macs());
  }

  private static MacStates macs() {
    MacStates macs = MacStates.ofSize(3);
    macs.set(0, 0x0200_0000_0001L, 9, 3, 44);
    macs.set(1, 0, 0, 4, 0);
    macs.set(2, 0xffff_ffff_ffffL, 4095, Integer.MAX_VALUE, -1);
    return macs;
  }

  private static VlanState.TreeState tree(int rootPort) {
    return new VlanState.TreeState(
        0x8000_00ff_0102_0304L, 5, -1, 6, rootPort, 8, 9, 10, set(4), set(), set(3), set(3, 4));
  }

  private static BitSet set(int... numbers) {
    BitSet set = new BitSet();
    for (int number : numbers) {
      set.set(number);
    }
    return set;
  }
}
