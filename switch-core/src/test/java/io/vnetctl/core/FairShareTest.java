package io.vnetctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.MacTable.Learning;
import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.MacAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who makes room in a full {@link MacTable}, against a plain map of all addresses. */
class FairShareTest {
  private static final int CAPACITY = 64;
  private static final int STEPS = 20_000;

  private final EventHub events = new EventHub(line -> {});
  private final MacTable table = new MacTable(128, CAPACITY, 7, events);
  private final Map<Long, Seen> model = new HashMap<>();
  private Event.MacForgotten forgotten;

  /** Where and when an address was seen last. */
  private record Seen(int port, int second) {}

  private long count(int port) {
    return model.values().stream().filter(it -> it.port == port).count();
  }

  private long most() {
    return model.values().stream().mapToLong(it -> count(it.port)).max().orElse(0);
  }

  private int oldest(int port) {
    return model.values().stream()
        .filter(it -> it.port == port)
        .mapToInt(Seen::second)
        .min()
        .orElseThrow();
  }

  private Learning learn(long mac, int port, int now) {
    return table.learn(mac, 0, port, MacTable.NO_LIMIT, now);
  }

  private void watch() {
    events.listen(
        event -> forgotten = (Event.MacForgotten) event, EnumSet.of(EventKind.MAC_FORGOTTEN));
  }

  /** Port 0 makes up addresses, the others have some hosts each; now and then a client leaves. */
  @ParameterizedTest
  @CsvSource({"1,2", "2,3", "3,5", "4,8", "5,16", "6,63"})
  void roomIsMadeByTheOldestOfThePortThatHasMost(long seed, int ports) {
    Random random = new Random(seed);
    watch();
    for (int step = 0; step < STEPS; step++) {
      int now = step / 50;
      int port = random.nextInt(3) == 0 ? 0 : random.nextInt(ports);
      long mac = random.nextInt(port == 0 ? 1_000 : 12) + 1_000L * port;
      step(mac, port, now);
      if (random.nextInt(2_000) == 0) {
        table.forgetPort(port);
        model.values().removeIf(it -> it.port == port);
      }
    }
    assertEquals(
        model.size(),
        list().stream().filter(it -> model.get(it.mac().value()).port == it.port()).count());
  }

  private List<Reply.MacEntry> list() {
    List<Reply.MacEntry> listed = new ArrayList<>();
    table.list(() -> 0).entries().forEach(listed::add);
    return listed;
  }

  private void step(long mac, int port, int now) {
    forgotten = null;
    Learning learning = learn(mac, port, now);
    if (model.containsKey(mac)) {
      assertEquals(Learning.KNOWN, learning);
    } else if (model.size() < CAPACITY) {
      assertEquals(Learning.NEW, learning);
    } else {
      assertEquals(Learning.REPLACED, learning);
      assertMadeRoom(port);
    }
    model.put(mac, new Seen(port, now));
    assertEquals(port, table.lookup(mac, 0, now));
    assertEquals(count(port), table.count(port));
  }

  private void assertMadeRoom(int learner) {
    int loser = forgotten.port();
    assertEquals(most(), count(loser));
    assertTrue(loser == learner || count(loser) > count(learner), "only who has more gives way");
    Seen lost = model.remove(forgotten.mac().value());
    assertEquals(loser, lost.port);
    assertTrue(
        model.values().stream().noneMatch(it -> it.port == loser) || lost.second <= oldest(loser));
  }

  /** Hosts that were learnt first and are seen again and again are the last to give way. */
  @ParameterizedTest
  @CsvSource({"1,2", "2,5", "3,16"})
  void roomIsMadeByTheSameAddressesAfterARestart(long seed, int ports) {
    Random random = new Random(seed);
    table.setExpiry(STEPS);
    watch();
    int now = 0;
    for (int step = 0; step < STEPS / 10; step++) {
      int port = random.nextInt(3) == 0 ? 0 : random.nextInt(ports);
      step(random.nextInt(port == 0 ? 1_000 : 12) + 1_000L * port, port, now++);
    }
    EventHub others = new EventHub(line -> {});
    List<MacAddress> lost = new ArrayList<>();
    others.listen(
        event -> lost.add(((Event.MacForgotten) event).mac()), EnumSet.of(EventKind.MAC_FORGOTTEN));
    MacTable successor = new MacTable(128, CAPACITY, 8, others);

    successor.restore(table.ageing(), table.state());

    assertEquals(table.state(), successor.state());
    for (int mac = 0; mac < CAPACITY; mac++) {
      int port = mac % ports;
      assertEquals(
          learn(1_000_000L + mac, port, now),
          successor.learn(1_000_000L + mac, 0, port, MacTable.NO_LIMIT, now));
      assertEquals(forgotten.mac(), lost.getLast());
      now++;
    }
    assertEquals(CAPACITY, lost.size());
  }

  @Test
  void everyPortGetsItsShareWhileAnotherFloods() {
    for (int mac = 0; mac < 10 * CAPACITY; mac++) {
      learn(mac, 1, 0);
    }
    for (int port = 2; port <= 4; port++) {
      for (int host = 0; host < CAPACITY / 4; host++) {
        assertEquals(Learning.REPLACED, learn(1_000L * port + host, port, 0));
      }
    }
    for (int mac = 0; mac < 10 * CAPACITY; mac++) {
      learn(mac, 1, 1);
    }
    for (int port = 1; port <= 4; port++) {
      assertEquals(CAPACITY / 4, table.count(port));
      assertEquals(port == 1 ? -1 : port, table.lookup(1_000L * port, 0, 1));
    }
  }

  @Test
  void hostsThatAreSeenOutliveTheFloodOfTheirOwnPort() {
    for (int second = 0; second < 20; second++) {
      learn(9_999, 1, second);
      for (int mac = 0; mac < CAPACITY - 1; mac++) {
        learn(CAPACITY * second + mac, 1, second);
      }
      assertEquals(1, table.lookup(9_999, 0, second));
    }
  }

  @Test
  void addressesThatMovedCountWhereTheyAre() {
    for (int mac = 0; mac < CAPACITY; mac++) {
      learn(mac, 1, 0);
    }
    assertEquals(Learning.MOVED, learn(5, 2, 10));
    assertEquals(CAPACITY - 1, table.count(1));
    assertEquals(1, table.count(2));
    watch();
    learn(1_000, 2, 10);
    assertEquals(1, forgotten.port());
    assertEquals(2, table.lookup(5, 0, 10));
  }

  @Test
  void nothingIsForgottenWhileThereIsRoom() {
    watch();
    for (int mac = 0; mac < CAPACITY; mac++) {
      learn(mac, mac % 3, 0);
    }
    assertNull(forgotten);
    assertEquals(CAPACITY, list().stream().map(Reply.MacEntry::mac).distinct().count());
  }
}
