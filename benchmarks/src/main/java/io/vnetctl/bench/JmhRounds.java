package io.vnetctl.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH benchmarks in rounds: in each, every benchmark in a JVM of its own. */
final class JmhRounds {
  static final Quantity TIME = Quantity.compared("Time per operation, ns", "%.1f");
  static final Quantity ALLOCATED = Quantity.told("Allocated per operation, bytes", "%.1f");

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  /** What is run of parameters when not all is. */
  private static final Map<String, String> ONE_CASE =
      Map.of("addresses", "60000", "way", "UNICAST");

  private static final int WARM_UPS = 3;
  private static final int MEASUREMENTS = 2;

  /** Takes what came of a benchmark in a round. */
  interface Sink {
    void add(String benchmark, String parameters, double ns, double bytes);
  }

  private final Setting setting;
  private final List<Class<?>> classes;

  JmhRounds(Setting setting, List<Class<?>> classes) {
    this.setting = setting;
    this.classes = classes;
  }

  void run(Sink sink) throws IOException {
    for (int round = 0; round < setting.plan().rounds(); round++) {
      setting.progress().say("round %d of %d", round + 1, setting.plan().rounds());
      for (RunResult result : free()) {
        BenchmarkParams parameters = result.getParams();
        sink.add(
            name(parameters.getBenchmark()),
            parameters.getParamsKeys().stream()
                .map(parameters::getParam)
                .collect(Collectors.joining(", ")),
            result.getPrimaryResult().getScore(),
            result.getSecondaryResults().get(ALLOCATION).getScore());
      }
    }
  }

  /** The children of a pinned thread would be pinned, their compilers as well. */
  private Collection<RunResult> free() throws IOException {
    CompletableFuture<Collection<RunResult>> results = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                setting.placement().freeThisThread();
                results.complete(round());
              } catch (IOException | RunnerException e) {
                results.completeExceptionally(e);
              }
            });
    try {
      return results.join();
    } catch (CompletionException e) {
      throw new IOException("JMH: " + e.getCause().getMessage(), e);
    }
  }

  private Collection<RunResult> round() throws RunnerException {
    TimeValue length = new TimeValue(setting.plan().lengths().iterationMs(), TimeUnit.MILLISECONDS);
    OptionsBuilder options = new OptionsBuilder();
    classes.forEach(one -> options.include("^" + one.getName().replace(".", "\\.") + "\\."));
    options
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(1)
        .warmupIterations(WARM_UPS)
        .warmupTime(length)
        .measurementIterations(MEASUREMENTS)
        .measurementTime(length)
        .jvmArgs(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-Xmx256m")
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
    if (!setting.plan().cases().all()) {
      ONE_CASE.forEach((parameter, value) -> options.param(parameter, value));
    }
    return new Runner(options.build()).run();
  }

  /** Class without its ending, and method. */
  private static String name(String benchmark) {
    String[] parts = benchmark.split("\\.");
    return parts[parts.length - 2].replace("Benchmark", "") + "." + parts[parts.length - 1];
  }
}
