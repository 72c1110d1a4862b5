package io.vnetctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.MacTable.Learning;
import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.MacAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec vde-dataplane, chapter 6. */
class MacTableTest {
  private static final long SEED = 5;
  private static final int SLOTS = 2 * MacTable.MAX_ENTRIES;

  private final EventHub events = new EventHub(line -> {});
  private final MacTable table = new MacTable(128, MacTable.MAX_ENTRIES, SEED, events);

  private Learning learn(long mac, int vlan, int port, int now) {
    return table.learn(mac, vlan, port, MacTable.NO_LIMIT, now);
  }

  private List<Reply.MacEntry> list(int now) {
    List<Reply.MacEntry> listed = new ArrayList<>();
    table.list(() -> now).entries().forEach(listed::add);
    return listed;
  }

  private static List<Long> randomMacs(Random random, int count) {
    return random.longs(count, 0, 1L << 48).boxed().toList();
  }

  /** Addresses whose probing begins in the last slots or the first. */
  private List<Long> macsAtTheEnd(int vlan) {
    return LongStream.iterate(0x0200_0000_0000L, mac -> mac + 1)
        .filter(mac -> (table.home(MacTable.key(mac, vlan)) + 4 & SLOTS - 1) < 8)
        .limit(40)
        .boxed()
        .toList();
  }

  private void assertBehavesLikeModel(Random random, List<Long> macs, int steps) {
    MacModel model = new MacModel(128);
    for (int now = 0; now < steps; now++) {
      step(random, macs, model, now);
      if (now % 16 == 0) {
        assertEquals(model.list(now), list(now));
      }
    }
    assertEquals(model.list(steps), list(steps));
  }

  private void step(Random random, List<Long> macs, MacModel model, int now) {
    long mac = macs.get(random.nextInt(macs.size()));
    int vlan = random.nextInt(2) * 4094;
    int port = random.nextInt(4);
    switch (random.nextInt(64)) {
      case 0 -> {
        table.forgetPort(port);
        model.forget(entry -> entry.port == port);
      }
      case 1 -> {
        table.forgetVlan(vlan);
        model.forget(entry -> entry.vlan == vlan);
      }
      case 2, 3 -> {
        int buckets = 1 << random.nextInt(8);
        table.resize(buckets);
        model.resize(buckets);
      }
      case 4, 5, 6, 7, 8, 9 ->
          assertEquals(model.lookup(mac, vlan, now), table.lookup(mac, vlan, now));
      default -> assertEquals(model.learn(mac, vlan, port, now), learn(mac, vlan, port, now));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void behavesLikeAMapOfRandomAddresses(long seed) {
    Random random = new Random(seed);
    table.setSweepInterval(1);
    assertBehavesLikeModel(random, randomMacs(random, 100), 3_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void behavesLikeAMapWhereProbingWrapsAround(long seed) {
    table.setSweepInterval(1);
    assertBehavesLikeModel(new Random(seed), macsAtTheEnd(0), 3_000);
  }

  @Test
  void fillsUpAndThenLearnsInThePlaceOfOthers() {
    for (int i = 0; i < MacTable.MAX_ENTRIES; i++) {
      assertEquals(Learning.NEW, learn(i, 1, i & 7, 0));
    }
    assertEquals(Learning.REPLACED, learn(1L << 40, 1, 1, 0));
    assertEquals(Learning.KNOWN, learn(5, 1, 5, 0));
    assertEquals(MacTable.UNKNOWN, table.lookup(1, 1, 0), "the oldest of port 1");
    table.forgetPort(3);
    assertEquals(MacTable.MAX_ENTRIES / 8 * 7, list(0).size());
    assertEquals(Learning.NEW, learn(1L << 41, 1, 1, 0));
    assertEquals(6, table.lookup(14, 1, 0));
    assertEquals(MacTable.UNKNOWN, table.lookup(11, 1, 0));
  }

  /** Parts end within a bucket, between buckets, and with the table. */
  @ParameterizedTest
  @CsvSource({"1,10000", "2,8192", "128,20000", "65536,4096", "65536,65536"})
  void listsManyInTheOrderOfOnePart(int buckets, int count) {
    table.resize(buckets);
    MacModel model = new MacModel(buckets);
    for (long mac : randomMacs(new Random(count), count)) {
      learn(mac, 1, 2, 0);
      model.learn(mac, 1, 2, 0);
    }
    assertEquals(model.list(0), list(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 1024})
  void listsOnceWhatStaysWhileOthersComeAndGo(int buckets) {
    table.resize(buckets);
    List<Long> staying = randomMacs(new Random(buckets), 20_000);
    for (int i = 0; i < staying.size(); i++) {
      learn(staying.get(i), 1, 1, 0);
      learn(i, 2, 2, 0);
    }
    List<Long> listed = new ArrayList<>();
    int step = 0;
    for (Reply.MacEntry entry : table.list(() -> 0).entries()) {
      learn(1L << 44 | step, 3, 3, 0);
      if (step++ == 10_000) {
        table.forgetVlan(2);
      }
      if (entry.vlan() == 1) {
        listed.add(entry.mac().value());
      }
    }
    assertEquals(staying.stream().sorted().toList(), listed.stream().sorted().toList());
  }

  @Test
  void endsAListOfATableThatIsEmptiedMeanwhile() {
    for (int i = 0; i < 10_000; i++) {
      learn(i, 1, 1, 0);
    }
    Iterator<Reply.MacEntry> entries = table.list(() -> 0).entries().iterator();
    entries.next();
    table.resize(1);
    int more = 0;
    while (entries.hasNext()) {
      entries.next();
      more++;
    }
    assertEquals(MacWalk.PART - 1, more, "what was copied is told");
  }

  @Test
  void learnsNoMoreThanAPortMayHave() {
    assertEquals(Learning.NEW, table.learn(1, 0, 1, 2, 0));
    assertEquals(Learning.NEW, table.learn(2, 0, 1, 2, 0));
    assertEquals(Learning.LIMITED, table.learn(3, 0, 1, 2, 0));
    assertEquals(Learning.LIMITED, table.learn(1, 4, 1, 2, 0), "another VLAN, another entry");
    assertEquals(Learning.KNOWN, table.learn(2, 0, 1, 1, 0), "learnt under a higher limit");
    learn(9, 0, 2, 0);
    assertEquals(Learning.LIMITED, table.learn(9, 0, 1, 2, 10), "nor does it move there");
    assertEquals(2, table.lookup(9, 0, 10));
    table.forgetPort(1);
    assertEquals(Learning.NEW, table.learn(3, 0, 1, 2, 10));
  }

  @Test
  void placesNothingWhereOutsidersCanTell() {
    MacTable other = new MacTable(128, MacTable.MAX_ENTRIES, SEED + 1, events);
    long apart =
        LongStream.range(0, 1_000)
            .map(mac -> MacTable.key(mac, 0))
            .filter(key -> table.home(key) != other.home(key))
            .count();
    assertTrue(apart > 990, apart + " of 1000 lie elsewhere");
  }

  @Test
  void tellsExtremeKeysApart() {
    assertEquals(Learning.NEW, learn(0, 0, 1, 0));
    assertEquals(Learning.NEW, learn(0, 4095, 2, 0));
    assertEquals(Learning.NEW, learn(0xffff_ffff_ffffL, 0, 3, 0));
    assertEquals(Learning.NEW, learn(0xffff_ffff_ffffL, 4095, 4, 0));
    assertEquals(1, table.lookup(0, 0, 0));
    assertEquals(4, table.lookup(0xffff_ffff_ffffL, 4095, 0));
    assertEquals(4, list(0).size());
  }

  @Test
  void sweepsAtTheFirstLookAfterAnInterval() {
    table.setExpiry(5);
    learn(1, 0, 1, 7);
    assertEquals(1, table.lookup(1, 0, 12));
    assertEquals(1, table.lookup(1, 0, 13), "not before the interval from 12 has ended");
    assertEquals(MacTable.UNKNOWN, table.lookup(1, 0, 14));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,4", "128,128", "129,256", "2147483647,1073741824"})
  void roundsSizesUpToAPowerOfTwo(int wanted, int buckets) {
    table.resize(wanted);
    assertEquals(new Reply.MacTableSettings(buckets, 2, 100, 3), table.settings());
  }

  @Test
  void findsOneAddressWithoutSweeping() {
    learn(7, 3, 2, 0);
    assertEquals(200, table.find(new MacAddress(7), 3, 200).getFirst().ageSeconds());
    assertEquals(List.of(), table.find(new MacAddress(7), 4, 200));
  }

  @Test
  void tellsOfAddressesLearntAndForgotten() {
    List<Event> told = new ArrayList<>();
    events.listen(told::add, EnumSet.of(EventKind.MAC_LEARNED, EventKind.MAC_FORGOTTEN));
    learn(7, 3, 2, 0);
    learn(7, 3, 2, 1);
    table.forgetPort(2);
    MacAddress mac = new MacAddress(7);
    assertEquals(List.of(new Event.MacLearned(mac, 3, 2), new Event.MacForgotten(mac, 3, 2)), told);
  }
}
