package io.vnetctl.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the tests of this package run in JVMs of their own: the first argument says what. */
final class Program {
  /** Enough for a JVM on a busy machine; what {@code hang} has to wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  public static void main(String[] args) throws Exception {
    List<String> rest = Arrays.asList(args).subList(1, args.length);
    switch (args[0]) {
      case "title" -> title(rest);
      case "longtitle" -> title(List.of("x".repeat(100_000)));
      case "signals" -> signals();
      case "pidfile" -> pidFile(Path.of(rest.getFirst()));
      case "garbage" -> garbage();
      case "daemon" -> System.exit(daemon(rest));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void title(List<String> arguments) throws IOException {
    ProcessTitle.show("vde_switch", arguments);
    System.out.println("ready");
    System.in.read();
    // The environment lies behind the arguments.
    System.out.println(System.getenv("MARK") + " " + System.getProperty("mark"));
    System.out.println(Files.readString(Path.of("/proc/self/environ")).contains("MARK=kept"));
  }

  private static void signals() throws InterruptedException {
    BlockingQueue<Signals.Ending> endings = new LinkedBlockingQueue<>();
    Signals.ignoreOthers();
    Signals.onEnding(endings::add);
    System.out.println("ready");
    Signals.Ending ending = endings.take();
    System.out.println("cleaned up after " + ending);
    Signals.end(ending);
  }

  private static void pidFile(Path file) throws IOException {
    try (PidFile _ = PidFile.create(file)) {
      System.out.println("ready");
      System.in.read();
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }

  /**
   * Makes 32 MB of garbage in two seconds, each piece of which lives for 1 MB. An old object holds
   * what lives, so that it takes up the room for survivors before {@link Footprint} has its part.
   */
  private static void garbage() {
    byte[][] living = new byte[32 << 10][];
    System.gc();
    Footprint.bound();
    long most = 0;
    for (int i = 0; i < 1 << 20; i++) {
      living[i % living.length] = new byte[16];
      if (i % 512 == 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        most = Math.max(most, Runtime.getRuntime().totalMemory());
      }
    }
    System.out.println(most);
  }

  private static int daemon(List<String> arguments) throws IOException {
    if (!Daemon.isChild()) {
      return Daemon.start("vde_switch", PATIENCE, System.out, System.err);
    }
    Daemon.detach();
    switch (arguments.getFirst()) {
      case "fail" -> {
        System.err.println("vde_switch: no such group");
        return 255;
      }
      case "die" -> LibC.kill((int) ProcessHandle.current().pid(), 9);
      case "ready" -> {
        System.out.println("a word before");
        Files.writeString(Path.of(arguments.get(1)), Long.toString(ProcessHandle.current().pid()));
        Daemon.ready();
        System.out.println("a word after");
      }
      case "hang" -> System.err.println(ProcessHandle.current().pid());
      default -> throw new IllegalArgumentException(arguments.getFirst());
    }
    Signals.onEnding(Signals::end);
    return waitForSignal();
  }

  private static int waitForSignal() {
    while (true) {
      LockSupport.park();
    }
  }
}
