package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** create that is ended before it is through, on a host that has a bridge (R53). */
final class InterruptedCreateTest {
  private static final int KILLED = 128 + 9;

  private final Host host = Host.withBridge("br0");

  @AfterEach
  void closeHost() {
    host.close();
  }

  /**
   * A journal is synchronised when an effect is about to come about, and so is its directory: a
   * call that is killed there has written all, and not yet done what it wrote last.
   */
  @Test
  void r53_killedAtAnyStepOfTheJournalItLeavesNothingAfterTheNextCall() {
    HostState before = HostState.of(host);
    int step = 1;
    while (isKilledAtSync(step)) {
      if (step % 2 == 0) {
        host.vnetctl("-X", "-u", "nobody", "create").run().expect(0);
        assertEquals(
            "tap0;br0", host.vnetctl("-X", "-u", "nobody", "create").run().out().substring(0, 8));
      }
      host.vnetctl("-u", "nobody", "cancel").run().expect(0);
      assertEquals(before, HostState.of(host), "killed at step " + step);
      step++;
    }
    host.vnetctl("-u", "nobody", "cancel").run().expect(0);
    // TAP, switch and the end: each a file and its directory
    assertEquals(7, step);
  }

  /** Whether the call was killed; if not, it was through before. */
  private boolean isKilledAtSync(int which) {
    SystemCall sync = new SystemCall("", "fsync", which, "");
    Ended ended = Strace.killing(host, sync).run(host.vnetctl("-X", "-u", "nobody", "create"));
    return ended.status() != 0 && ended.expect(KILLED).status() == KILLED;
  }

  @Test
  void r53_killedAtAnyMomentItLeavesNothingAfterTheNextCall() {
    HostState before = HostState.of(host);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 4; i++) {
      int millis = random.nextInt(50, 700);
      try (PeerProcess create = host.vnetctl("-u", "nobody", "create").start()) {
        Eventually.within(Duration.ofMillis(millis), () -> !create.isAlive());
        create.kill();
      }
      host.vnetctl("-u", "nobody", "cancel").run().expect(0);
      assertEquals(before, HostState.of(host), "killed after " + millis + " ms, seed " + seed);
    }
  }

  @Test
  void r53_signalsTakeBackWhatWasDone() {
    HostState before = HostState.of(host);
    for (String signal : new String[] {"INT", "TERM"}) {
      try (PeerProcess create =
          host.vnetctl("-u", "nobody", "create").env("VDE_SWITCH", sleeper()).start()) {
        Eventually.await(() -> journal().contains("\nprocess "), create::toString);
        host.run("kill", "-" + signal, lockHolder());

        assertEquals(1, create.awaitExit(), create::toString);
        assertTrue(create.errors().contains("interrupted by signal " + signal), create::errors);
        assertTrue(create.errors().contains("UNDONE:TAP=tap0"), create::errors);
      }
      host.run("rm", sleeper());
      assertEquals(before, HostState.of(host));
    }
  }

  /** A switch that never answers. */
  private String sleeper() {
    host.run(
        "sh",
        "-c",
        "printf '#!/bin/sh\\nexec sleep 1000\\n' > /root/stub; chmod 755 /root /root/stub");
    return "/root/stub";
  }

  private String journal() {
    try (var files = Files.list(host.file("/run/ctys-vnetctl"))) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().startsWith("switch."))
              .findFirst()
              .orElseThrow();
      return Files.readString(file);
    } catch (IOException | java.util.NoSuchElementException | java.io.UncheckedIOException notYet) {
      return "";
    }
  }

  private String lockHolder() {
    return host.run("cat", "/run/ctys-vnetctl/lock").strip();
  }

  @Test
  void r53_callForAnotherUserTakesItBackToo() {
    HostState before = HostState.of(host);
    assertTrue(isKilledAtSync(4));
    Ended other = host.vnetctl("-u", "daemon", "create").run().expect(0);

    assertTrue(
        other.err().contains("QEMUSOCK=/var/tmp/vde_switch0.nobody is taken back"),
        other::toString);
    host.vnetctl("-u", "daemon", "cancel").run().expect(0);
    assertEquals(before, HostState.of(host));
  }
}
