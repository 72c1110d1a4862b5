package io.vnetctl.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Load before the first measurement: until compilers have done their work. */
final class WarmUp {
  private static final int FRAME_BYTES = 1514;
  private static final List<Load> LOADS = List.of(new Load(1), new Load(64), Load.FLOOD);

  private final Plan plan;
  private final Progress progress;

  WarmUp(Plan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** By the names of contenders. */
  void run(Map<String, ? extends Line> lines) throws IOException {
    for (Map.Entry<String, ? extends Line> line : lines.entrySet()) {
      progress.say("warming up %s", line.getKey());
      try (LoadGenerator generator = line.getValue().generator(FRAME_BYTES)) {
        generator.prepare();
        for (Load load : LOADS) {
          generator.measure(
              load, line.getValue().cpuClock(), 0, plan.pace().warmUpNs() / LOADS.size());
        }
      }
    }
  }
}
