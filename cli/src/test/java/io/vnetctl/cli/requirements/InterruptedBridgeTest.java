package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.PeerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that is ended while it makes a bridge of the NIC leaves nothing for good (R53). */
final class InterruptedBridgeTest {
  private static final int KILLED = 128 + 9;
  private static final int ROUNDS = 4;

  private final Host host = Host.withNic();
  private NetworkState before;

  @BeforeEach
  void remember() {
    before = NetworkState.of(host);
  }

  @AfterEach
  void closeHost() {
    host.close();
  }

  @Test
  void r53_killedAtEachCallThatChangesTheHost() {
    List<SystemCall> killedAt = new ArrayList<>();
    for (SystemCall at : changes()) {
      if (Strace.killing(host, at).run(host.vnetctl("create")).status() == KILLED) {
        killedAt.add(at);
      }
      host.vnetctl("--remove-bridge", "cancel").run().expect(0);
      assertAsBefore(at.toString());
    }
    // questions after the gateway, whose number varies, may move the last ones
    assertTrue(killedAt.size() > 12, killedAt::toString);
  }

  @Test
  void r53_createAfterACallThatWasKilledInTheMove() {
    Strace.killing(host, changeWith("RTM_DELROUTE")).run(host.vnetctl("create"));
    assertTrue(host.ip("-o link show dev eth0").contains("master ctysbr0"));

    Ended again = host.vnetctl("create").run().expect(0);
    assertTrue(again.err().contains("UNDONE:bridge=ctysbr0"), again::toString);
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
    host.vnetctl("--remove-bridge", "cancel").run().expect(0);
    assertAsBefore("after create and cancel");
  }

  @Test
  void r53_killedAtAnyMoment() {
    Random random = new Random(53);
    for (int round = 0; round < ROUNDS; round++) {
      try (PeerProcess call = host.vnetctl("create").start()) {
        long pause = TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(600));
        long end = System.nanoTime() + pause;
        while (System.nanoTime() - end < 0) {
          LockSupport.parkNanos(end - System.nanoTime());
        }
        // the only child of the program that brought it onto the host
        ProcessHandle.of(call.pid()).stream()
            .flatMap(ProcessHandle::children)
            .forEach(ProcessHandle::destroyForcibly);
        call.awaitExit();
      }
      host.vnetctl("-f", "--remove-bridge", "cancel").run().expect(0);
      assertAsBefore("round " + round);
    }
  }

  @Test
  void r53_signalsTakeBackWhatWasDone() {
    for (String signal : List.of("INT", "TERM")) {
      Ended ended =
          Strace.interrupting(host, changeWith("RTM_DELROUTE"), signal).run(host.vnetctl("create"));

      ended.expect(1);
      assertTrue(ended.err().contains("interrupted by signal " + signal), ended::toString);
      assertTrue(ended.err().contains("UNDONE:bridge=ctysbr0"), ended::toString);
      assertAsBefore(signal);
    }
  }

  private void assertAsBefore(String when) {
    assertEquals("", before.changesOn(host), when);
    assertFalse(host.exists("/var/tmp/vde_switch0.root"), when);
    assertEquals("", host.run("find", "/run/ctys-vnetctl", "-name", "switch*"), when);
  }

  private SystemCall changeWith(String word) {
    return changes().stream().filter(call -> call.text().contains(word)).findFirst().orElseThrow();
  }

  /** Those of a call that nothing disturbs; it is taken back. */
  private List<SystemCall> changes() {
    Strace strace = Strace.watching(host, SystemCall.CHANGING);
    strace.run(host.vnetctl("create")).expect(0);
    host.vnetctl("--remove-bridge", "cancel").run().expect(0);
    return SystemCall.changes(strace.log());
  }
}
