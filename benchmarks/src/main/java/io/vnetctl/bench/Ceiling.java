package io.vnetctl.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the load generator reaches on a bare socket pair, without any switch: the most it can show,
 * and the floor of what a frame costs that is sent and received once.
 */
final class Ceiling {
  static final String NAME = "ceiling";
  static final String TITLE = "The load generator alone, on a socket pair";

  private static final Load BURST = new Load(64);

  private final Plan plan;
  private final Progress progress;

  Ceiling(Plan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** Samples by frame size in bytes. */
  Map<Integer, List<Sample>> run() throws IOException {
    Map<Integer, List<Sample>> outcomes = new LinkedHashMap<>();
    List<FrameSocket> pair = FrameSocket.pair();
    try (FrameSocket sender = pair.getFirst();
        FrameSocket receiver = pair.getLast()) {
      for (int frameBytes : plan.sizes()) {
        outcomes.put(frameBytes, measure(sender, receiver, frameBytes));
      }
    }
    return outcomes;
  }

  static String table(Map<Integer, List<Sample>> outcomes) {
    StringBuilder out =
        new StringBuilder(
            """

            sendmmsg and recvmmsg of up to %s frames in one thread:

            | bytes | thousand frames/s | CPU per frame, µs |
            | ---: | ---: | ---: |
            """
                .formatted(BURST));
    outcomes.forEach(
        (frameBytes, samples) ->
            out.append(
                "| %d | %s | %s |\n"
                    .formatted(
                        frameBytes,
                        Metric.DELIVERED.spread(samples),
                        Metric.GENERATOR_CPU.spread(samples))));
    return out.toString();
  }

  private List<Sample> measure(FrameSocket sender, FrameSocket receiver, int frameBytes)
      throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (LoadGenerator generator = new LoadGenerator(sender, receiver, frameBytes);
        CpuClock none = CpuClock.ofNothing()) {
      generator.measure(BURST, none, 0, plan.warmUpNs() / plan.sizes().size());
      for (int round = 0; round < plan.rounds(); round++) {
        samples.add(generator.measure(BURST, none, plan.rampNs(), plan.measuredNs()));
      }
    }
    progress.say(
        "%4d bytes  %s k/s, %s us a frame",
        frameBytes, Metric.DELIVERED.spread(samples), Metric.GENERATOR_CPU.spread(samples));
    return samples;
  }
}
