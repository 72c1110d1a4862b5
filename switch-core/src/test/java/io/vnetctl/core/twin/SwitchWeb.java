package io.vnetctl.core.twin;

import io.vnetctl.core.frame.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Several switches that speak FSTP, joined by cables, on one clock. Frames arrive one at a time, in
 * an order drawn from a seeded random; no time passes meanwhile. Switch 0 has the best identifier.
 */
public final class SwitchWeb {
  private static final long FIRST_MAC = 0x0200_0000_0100L;

  private final HandClock clock = new HandClock();
  private final List<SwitchRig> switches;
  private final List<Cable> cables = new ArrayList<>();
  private final Random random;

  /** So many switches without cables. */
  public SwitchWeb(int count, long seed) {
    switches =
        IntStream.range(0, count)
            .mapToObj(i -> SwitchRig.spanningTree(clock, new MacAddress(FIRST_MAC + i)))
            .toList();
    random = new Random(seed);
  }

  /** One of the switches. */
  public SwitchRig at(int number) {
    return switches.get(number);
  }

  /** Joins a port of one switch to a port of another. */
  public Cable join(int left, int leftPort, int right, int rightPort) {
    Cable cable = new Cable(at(left).plug(leftPort), at(right).plug(rightPort));
    cables.add(cable);
    return cable;
  }

  /** Cuts a cable. */
  public void cut(Cable cable) {
    cable.cut();
    cables.remove(cable);
  }

  /**
   * Lets frames arrive until none is on its way.
   *
   * @return how many arrived
   * @throws AssertionError if more than the limit arrived and there are still some
   */
  public int settle(int limit) {
    for (int arrived = 0; ; arrived++) {
      List<Runnable> next = cables.stream().flatMap(SwitchWeb::arrivals).toList();
      if (next.isEmpty()) {
        return arrived;
      }
      if (arrived == limit) {
        throw new AssertionError("still not quiet after " + limit + " frames");
      }
      next.get(random.nextInt(next.size())).run();
    }
  }

  private static Stream<Runnable> arrivals(Cable cable) {
    Stream<Runnable> right = cable.toRight() > 0 ? Stream.of(cable::arriveRight) : Stream.empty();
    Stream<Runnable> left = cable.toLeft() > 0 ? Stream.of(cable::arriveLeft) : Stream.empty();
    return Stream.concat(right, left);
  }

  /**
   * Lets seconds pass for all switches, with all frames arriving in each.
   *
   * @return how many arrived
   */
  public int pass(int seconds, int limitPerSecond) {
    int arrived = 0;
    for (int i = 0; i < seconds; i++) {
      tick();
      arrived += settle(limitPerSecond);
    }
    return arrived;
  }

  /** Lets four seconds pass, so that all switches say hello, and nothing arrive. */
  public void hello() {
    for (int i = 0; i < 4; i++) {
      tick();
    }
  }

  /** Moves the clock, which all share, once. */
  private void tick() {
    switches.getFirst().pass(1);
    switches.stream().skip(1).forEach(it -> it.network().tick());
  }
}
