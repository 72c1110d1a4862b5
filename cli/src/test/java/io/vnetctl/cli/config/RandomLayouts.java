package io.vnetctl.cli.config;

import io.vnetctl.core.control.PortLimits;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Layouts at random, each one that a file can ask for. */
public final class RandomLayouts {
  /** Few VLANs and ports, so that they meet. */
  private static final int[] VLANS = {0, 1, 2, 10, 11, 12, 4093};

  private static final int MIN_PORTS = 6;

  private final Random random;

  /** The same ones for the same seed. */
  public RandomLayouts(long seed) {
    random = new Random(seed);
  }

  /** One more. */
  public Layout next() {
    int portCount = MIN_PORTS + random.nextInt(6);
    boolean hub = random.nextInt(4) == 0;
    SortedMap<Integer, Layout.VlanLayout> vlans = new TreeMap<>();
    for (int vlan : VLANS) {
      if (random.nextBoolean()) {
        boolean bonus = random.nextInt(3) == 0;
        vlans.put(
            vlan,
            new Layout.VlanLayout(
                random.nextInt(portCount), bonus ? random.nextInt(1000) : 0, edge(portCount)));
      }
    }
    SortedMap<Integer, Layout.PortLayout> ports = new TreeMap<>();
    SortedMap<Integer, PortLimits> limits = new TreeMap<>();
    for (int port = 0; port < portCount; port++) {
      if (random.nextBoolean()) {
        ports.put(port, port(vlans));
      }
      if (random.nextInt(3) == 0) {
        limits.put(port, limits());
      }
    }
    return new Layout(
        portCount,
        hub,
        !hub && random.nextBoolean(),
        1 << random.nextInt(10),
        new Layout.Ageing(random.nextInt(5), random.nextInt(500), random.nextInt(5)),
        random.nextInt(3),
        random.nextBoolean() ? PortLimits.NONE : limits(),
        limits,
        ports,
        vlans);
  }

  private SortedSet<Integer> edge(int portCount) {
    SortedSet<Integer> edge = new TreeSet<>();
    for (int port = 0; port < portCount; port++) {
      if (random.nextInt(4) == 0) {
        edge.add(port);
      }
    }
    return edge;
  }

  private Layout.PortLayout port(Map<Integer, Layout.VlanLayout> vlans) {
    SortedSet<Integer> tagged = new TreeSet<>();
    int untagged = random.nextInt(4) == 0 ? Layout.NO_VLAN : 0;
    for (int vlan : vlans.keySet()) {
      if (random.nextInt(3) == 0) {
        tagged.add(vlan);
      } else if (random.nextInt(3) == 0) {
        untagged = vlan;
      }
    }
    tagged.remove(untagged);
    return new Layout.PortLayout(untagged, tagged, random.nextInt(3) != 0, number(), number());
  }

  /** Of a user or group: some have names, some do not. */
  private OptionalInt number() {
    return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(2) * 54_321);
  }

  private PortLimits limits() {
    return new PortLimits(
        random.nextInt(3), random.nextInt(3), random.nextBoolean(), random.nextBoolean());
  }
}
