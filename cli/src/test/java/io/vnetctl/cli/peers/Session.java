package io.vnetctl.cli.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random session, the same for the same seed: options of the switch, then steps. */
record Session(List<String> options, List<Step> steps) {
  private static final int STEPS = 400;
  private static final int PLUGS = 8;
  private static final int FIRST_PLUGS = 5;

  static Session random(long seed) {
    Random random = new Random(seed);
    boolean hub = random.nextInt(5) == 0;
    CommandAuthor commands = new CommandAuthor(random, PLUGS, hub);
    FrameAuthor frames = new FrameAuthor(random);
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Ask("hash/setminper " + (random.nextBoolean() ? -1 : 100000)));
    CommandAuthor.VLANS.stream()
        .skip(1)
        .limit(4)
        .forEach(vlan -> steps.add(new Step.Ask("vlan/create " + vlan)));
    for (int plug = 1; plug <= FIRST_PLUGS; plug++) {
      steps.add(new Step.Connect(plug, plug));
    }
    while (steps.size() < STEPS) {
      int kind = random.nextInt(100);
      int plug = 1 + random.nextInt(PLUGS);
      int port = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(PLUGS);
      if (kind < 55) {
        steps.add(new Step.Send(plug, frames.next()));
      } else if (kind < 65) {
        steps.add(new Step.Connect(plug, port));
      } else if (kind < 67) {
        steps.add(new Step.Disconnect(plug));
      } else if (kind < 68) {
        steps.add(new Step.CloseEndpoint(plug));
      } else if (kind < 70 && hub) {
        steps.add(new Step.Ask("port/sethub " + commands.number(1)));
      } else {
        steps.add(new Step.Ask(commands.next()));
      }
    }
    int numports = 7 + random.nextInt(30);
    return new Session(
        List.of("-n", String.valueOf(numports), "--macaddr", "00:ff:01:02:03:04"),
        List.copyOf(steps));
  }

  Session with(List<Step> otherSteps) {
    return new Session(options, List.copyOf(otherSteps));
  }
}
