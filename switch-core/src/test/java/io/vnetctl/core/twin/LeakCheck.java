package io.vnetctl.core.twin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which more descriptors of the kinds that we open, or more threads of
 * ours, are there than before it, or more native memory than pools keep, or of which Netty's
 * detector has found a buffer that was not released. In force for all test classes of all modules,
 * by META-INF/services.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(LeakCheck.class);
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** Other files are left out: the JVM opens jars and random devices as it needs them. */
  private static final List<String> KINDS =
      List.of("socket:", "pipe:", "/dev/net/tun", "anon_inode:[event", "/var/", "/tmp/");

  /** JNA's memory for callbacks, which it keeps. */
  private static final String CALLBACKS = "/tmp/ffi";

  /** Threads of pools and of the JVM come and go as they please. */
  private static final Set<String> THREADS = Set.of("switch");

  /** What closes on another thread has until then. */
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

  private static final BufferLeaks BUFFER_LEAKS = new BufferLeaks();

  /**
   * Pools of Netty keep some 3 MB. Tests have the switch take up to 55 MB, one burst 0.6 to 4 MB,
   * so that what is left by few of them is found, if not by each.
   */
  private static final long POOLED_BYTES = 16L << 20;

  private record Held(List<String> descriptors, long threads, long nativeBytes) {}

  static {
    // The JDK keeps a socket for itself from the first time that it closes one.
    try {
      SocketChannel.open(StandardProtocolFamily.UNIX).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(STORE).put(Held.class, held());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Held before = context.getStore(STORE).get(Held.class, Held.class);
    if (isExempt(context.getRequiredTestClass())) {
      return;
    }
    long end = System.nanoTime() + PATIENCE_NS;
    Held now = held();
    while (isMore(now, before)) {
      if (System.nanoTime() - end >= 0) {
        throw new AssertionError(
            "left open by " + context.getDisplayName() + ": " + more(now, before));
      }
      // Selectors of the JDK, processes that were started, and arenas of a switch give theirs back
      // when collected.
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      now = held();
    }
    BUFFER_LEAKS.failIfAny();
  }

  /** A fuzz test has the JVM load an agent, and open a socket for that. */
  private static boolean isExempt(Class<?> test) {
    return test.isMemberClass() || test.getSimpleName().endsWith("FuzzTest");
  }

  private static boolean isMore(Held now, Held before) {
    return now.threads > before.threads
        || now.descriptors.size() > before.descriptors.size()
        || now.nativeBytes > POOLED_BYTES;
  }

  private static String more(Held now, Held before) {
    List<String> added = new ArrayList<>(now.descriptors);
    before.descriptors.forEach(added::remove);
    return "threads %d -> %d, native memory %d -> %d bytes (at most %d), descriptors %s"
        .formatted(
            before.threads, now.threads, before.nativeBytes, now.nativeBytes, POOLED_BYTES, added);
  }

  private static Held held() {
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> THREADS.contains(thread.getName()))
            .count();
    return new Held(descriptors(), threads, NativeMemory.held());
  }

  private static List<String> descriptors() {
    try (Stream<Path> files = Files.list(DESCRIPTORS)) {
      return files
          .map(LeakCheck::target)
          .filter(target -> KINDS.stream().anyMatch(target::startsWith))
          .filter(target -> !target.endsWith(".jar") && !target.startsWith(CALLBACKS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  /** Listens to Netty's detector, which only writes to the log. */
  private static final class BufferLeaks extends Handler {
    /** Held, or the logger and its handler would be collected. */
    private final Logger detector = Logger.getLogger("io.netty.util.ResourceLeakDetector");

    private final ConcurrentLinkedQueue<String> found = new ConcurrentLinkedQueue<>();

    BufferLeaks() {
      detector.addHandler(this);
    }

    void failIfAny() {
      if (!found.isEmpty()) {
        String all = String.join("\n", found);
        found.clear();
        throw new AssertionError("buffers were not released:\n" + all);
      }
    }

    @Override
    public void publish(LogRecord line) {
      if (line.getMessage().contains("LEAK")) {
        found.add(line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
