package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.EventListener;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventTest {
  private final SwitchRig rig = SwitchRig.ofPorts(8);

  @BeforeEach
  void watch() {
    rig.watch();
  }

  @Test
  void tellsOfAPortBeforeItsEndpoint() {
    Station a = rig.plug(1);
    a.endpoint().describe("first");
    assertEquals(
        List.of(
            new Event.PortCreated(1),
            new Event.EndpointAdded(1, 1),
            new Event.EndpointDescribed(1, 1, "first")),
        rig.takeEvents());
  }

  @Test
  void tellsOfADesertedPortAfterItsLastEndpoint() {
    Station a = rig.plug(1);
    Station b = rig.plug(1);
    rig.takeEvents();
    a.unplug();
    b.unplug();
    b.unplug();
    assertEquals(
        List.of(
            new Event.EndpointRemoved(1, 1),
            new Event.EndpointRemoved(1, 2),
            new Event.PortDeserted(1)),
        rig.takeEvents());
  }

  @Test
  void tellsOfAddresses() {
    Station a = rig.plug(1);
    rig.takeEvents();
    MacAddress mac = new MacAddress(0x0200_0000_0001L);
    a.sends(frame().from(1).bytes(), frame().from(1).bytes());
    assertEquals(List.of(new Event.MacLearned(mac, 0, 1)), rig.takeEvents());
    rig.done(new Command.SetMacTableSize(64));
    assertEquals(List.of(new Event.MacForgotten(mac, 0, 1)), rig.takeEvents());
  }

  @Test
  void tellsEachListenerOnlyWhatItAskedFor() {
    List<Event> told = new ArrayList<>();
    rig.network().listen(told::add, EnumSet.of(EventKind.PORT_CREATED));
    rig.plug(1);
    assertEquals(List.of(new Event.PortCreated(1)), told);
    assertEquals(2, rig.takeEvents().size());
  }

  @Test
  void fallsSilentForAListenerThatAskedForNothing() {
    List<Event> told = new ArrayList<>();
    EventListener listener = told::add;
    rig.network().listen(listener, EnumSet.allOf(EventKind.class));
    rig.network().listen(listener, EnumSet.noneOf(EventKind.class));
    rig.plug(1);
    assertEquals(List.of(), told);
  }

  @Test
  void goesOnWithoutAListenerThatFails() {
    rig.network()
        .listen(
            event -> {
              throw new IllegalStateException("broken");
            },
            EnumSet.allOf(EventKind.class));
    Station a = rig.plug(1);
    a.sends(frame().from(1).bytes());
    a.unplug();
    assertEquals(1, rig.log().size(), rig.log()::toString);
    assertTrue(a.device().isClosed());
  }

  @Test
  void mayBeToldNoMoreFromWithinAnEvent() {
    List<Event> told = new ArrayList<>();
    EventListener once =
        new EventListener() {
          @Override
          public void on(Event event) {
            told.add(event);
            rig.network().listen(this, EnumSet.noneOf(EventKind.class));
          }
        };
    rig.network().listen(once, EnumSet.allOf(EventKind.class));
    rig.plug(1);
    assertEquals(List.of(new Event.PortCreated(1)), told);
    assertEquals(2, rig.takeEvents().size());
  }

  @Test
  void runsWhatTheOwnerWantsWhenAnEndpointIsClosed() {
    List<String> closed = new ArrayList<>();
    Station a = rig.plug(1);
    a.endpoint().onClosed(() -> closed.add("a"));
    rig.done(new Command.CloseEndpoint(1, a.endpoint().id()));
    a.unplug();
    assertEquals(List.of("a"), closed);
    assertTrue(a.device().isClosed());
  }
}
