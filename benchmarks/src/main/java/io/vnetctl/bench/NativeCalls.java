package io.vnetctl.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One native call by each of the ways there are, by JMH. */
final class NativeCalls implements Benchmark {
  private static final List<String> ROW = List.of("write of 60 bytes to /dev/null");
  private static final Map<String, String> WAYS = new LinkedHashMap<>();

  static {
    WAYS.put("NativeCall.ffm", "FFM");
    WAYS.put("NativeCall.jna", "JNA, direct");
    WAYS.put("NativeCall.netty", "Netty's JNI");
  }

  @Override
  public Findings run(Setting setting) throws IOException {
    Comparison comparison = new Comparison(List.of("call"), List.copyOf(WAYS.values()));
    new JmhRounds(setting, List.of(NativeCallBenchmark.class))
        .run(
            (benchmark, parameters, ns, bytes) -> {
              comparison.add(JmhRounds.TIME, ROW, WAYS.get(benchmark), ns);
              comparison.add(JmhRounds.ALLOCATED, ROW, WAYS.get(benchmark), bytes);
            });
    setting.progress().say("%s", comparison.summary(ROW, JmhRounds.TIME, JmhRounds.ALLOCATED));
    return new Findings(
        comparison,
        List.of("JMH with -prof gc, each in a JVM of its own in every round; FFM stores errno"),
        List.of());
  }
}
