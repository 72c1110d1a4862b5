package io.vnetctl.tap;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/**
 * A network namespace for the length of a test: empty but for a loopback that is down, and gone
 * afterwards. Only the thread that runs the body is inside; threads and processes started there
 * are, too.
 */
public final class PrivateNetwork {
  // linux/sched.h
  private static final int CLONE_NEWNET = 0x4000_0000;

  static {
    Native.register(PrivateNetwork.class, "c");
  }

  private PrivateNetwork() {}

  /** What runs inside. */
  public interface Body {
    void run() throws Exception;
  }

  /** Runs the body on a thread of its own, inside; throws what it throws. Needs root. */
  public static void run(Body body) throws Exception {
    Requirement.root();
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              enter();
              body.run();
              return null;
            });
    Thread.ofPlatform().name("private-network").start(task);
    try {
      task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw e;
      }
    }
  }

  /** Names of the interfaces that the calling thread sees, as the kernel lists them. */
  public static Set<String> interfaces() throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/net/dev")).stream()
        .filter(line -> line.contains(":"))
        .map(line -> line.substring(0, line.indexOf(':')).strip())
        .collect(Collectors.toSet());
  }

  private static void enter() {
    try {
      unshare(CLONE_NEWNET);
    } catch (LastErrorException e) {
      Requirement.of(false, "needs a network namespace of its own: " + e.getMessage());
    }
  }

  private static native int unshare(int flags) throws LastErrorException;
}
