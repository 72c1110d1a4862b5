package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** create by somebody who comes over the network that is going to be changed (R76 to R78). */
final class NetworkSessionTest {
  private static final String CONNECTION = "192.0.2.1 40000 192.0.2.10 22";
  private static final int KILLED = 128 + 9;

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

  /** A call over ssh from the neighbour, with -f. */
  private Run forced(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "-f";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "create";
    return host.vnetctl(all).env("SSH_CONNECTION", CONNECTION);
  }

  private void assertAsBefore() {
    assertEquals("", before.changesOn(host));
  }

  private String watchdogs() {
    return host.program("pgrep", "-f", "VnetctlMain watchdog").run().out();
  }

  private void awaitEndOfWatchdog() {
    Eventually.await(() -> watchdogs().isEmpty(), () -> "a watchdog runs: " + watchdogs());
  }

  @Test
  void r76_newBridgeIsRefused() {
    Map<String, String> signs =
        Map.of(
            "SSH_CONNECTION",
            CONNECTION,
            "SSH_CLIENT",
            "192.0.2.1 40000 22",
            "SSH_TTY",
            "/dev/pts/0");
    signs.forEach((name, value) -> assertRefused(host.vnetctl("create").env(name, value).run()));

    // an ancestor that serves sessions, and nothing in the environment
    host.run("cp", "/bin/sh", "/run/sshd");
    assertRefused(
        host.vnetctl("create").under(List.of("/run/sshd", "-c", "\"$@\"; exit $?", "sh")).run());
  }

  private void assertRefused(Ended refused) {
    refused.expect(1);
    assertTrue(
        refused.err().contains("bridge=ctysbr0 has to be made of interface=eth0, and this session"),
        refused::toString);
    assertTrue(refused.err().contains("Say -f"), refused::toString);
    assertAsBefore();
    assertFalse(host.exists("/var/tmp/vde_switch0.root"));
  }

  @Test
  void r77_r78_withForceItIsMadeAndConfirmed() {
    forced("--rollback-timeout", "1").run().expect(0);

    awaitEndOfWatchdog();
    assertTrue(host.ip("-o link show dev eth0").contains("master ctysbr0"));
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
    host.vnetctl("--remove-bridge", "cancel").run().expect(0);
    assertAsBefore();
  }

  @Test
  void r78_lostWayToThePeerIsTakenBack() {
    // without a ping first: no neighbour is known, but the session must have come through one
    host.neighbourIp("link set peer0 arp off");
    Ended failed = forced("--timeout", "1").run().expect(1);

    assertTrue(
        failed.err().contains("this session's other end 192.0.2.1 does not answer any more"),
        failed::toString);
    assertAsBefore();
    awaitEndOfWatchdog();
    host.neighbourIp("link set peer0 arp on");
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
  }

  @Test
  void r78_lostGatewayOfADistantPeerIsTakenBack() {
    host.neighbourIp("link set peer0 arp off");
    Ended failed =
        host.vnetctl("-f", "--timeout", "1", "create")
            .env("SSH_CONNECTION", "203.0.113.99 40000 192.0.2.10 22")
            .run()
            .expect(1);

    assertTrue(
        failed.err().contains("gateway 192.0.2.1 does not answer any more"), failed::toString);
    assertAsBefore();
  }

  @Test
  void r78_lostCableIsTakenBack() {
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
    host.neighbourIp("link set peer0 down");
    forced("--timeout", "1").run().expect(1);

    host.neighbourIp("link set peer0 up");
    Eventually.await(
        () -> host.program("ping", "-c", "1", "-W", "1", Host.NEIGHBOUR).run().status() == 0,
        () -> "no answer: " + host.ip("addr"));
    assertAsBefore();
  }

  @Test
  void r78_neighbourThatFallsSilentWithTheMoveIsTakenBack() {
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
    Strace slow = Strace.delaying(host, behindTheMove(), Duration.ofSeconds(1));
    CompletableFuture<Ended> call =
        CompletableFuture.supplyAsync(() -> slow.run(forced("--timeout", "1")));
    awaitMove();
    host.neighbourIp("link set peer0 arp off");

    Ended failed = call.join().expect(1);
    assertTrue(failed.err().contains("192.0.2.1 does not answer any more"), failed::toString);
    assertAsBefore();
  }

  private void awaitMove() {
    Eventually.await(
        () -> host.ip("-o link show dev eth0").contains("master ctysbr0"), () -> host.ip("link"));
  }

  @Test
  void r78_watchdogActsWhileTheCallHangs() {
    Strace slow = Strace.delaying(host, behindTheMove(), Duration.ofSeconds(3));
    CompletableFuture<Ended> call =
        CompletableFuture.supplyAsync(() -> slow.run(forced("--rollback-timeout", "1")));
    awaitMove();
    awaitEndOfWatchdog();
    assertAsBefore();

    Ended failed = call.join().expect(1);
    assertTrue(failed.err().contains("bridge=ctysbr0"), failed::toString);
    assertAsBefore();
    assertFalse(host.hasLink("tap0"));
  }

  @Test
  void r78_watchdogTakesBackWhatAKilledCallLeft() {
    SystemCall behindTheMove = behindTheMove();
    Ended killed = Strace.killing(host, behindTheMove).run(forced("--rollback-timeout", "1"));

    assertEquals(KILLED, killed.status(), killed::toString);
    assertTrue(host.ip("-o link show dev eth0").contains("master ctysbr0"));
    awaitEndOfWatchdog();
    assertAsBefore();
    host.vnetctl("cancel").run().expect(0);
    assertAsBefore();
  }

  @Test
  void r78_nextCallNeedNotWaitForTheWatchdog() {
    SystemCall behindTheMove = behindTheMove();
    Strace.killing(host, behindTheMove).run(forced("--rollback-timeout", "300"));
    host.vnetctl("cancel").run().expect(0);

    awaitEndOfWatchdog();
    assertAsBefore();
  }

  @Test
  void r78_endOfTheSessionInterruptsNothing() {
    SystemCall behindTheMove = behindTheMove();
    Strace.interrupting(host, behindTheMove, "HUP").run(forced()).expect(0);

    awaitEndOfWatchdog();
    assertTrue(host.hasLink("tap0"));
  }

  @Test
  void r78_noWatchdogIfTheTimeIsZero() {
    Strace programs = Strace.watching(host, "execve");
    programs.run(forced()).expect(0);
    assertTrue(String.join("\n", programs.log()).contains("watchdog"));
    host.vnetctl("--remove-bridge", "cancel").run().expect(0);

    programs.run(forced("--rollback-timeout", "0")).expect(0);
    assertFalse(String.join("\n", programs.log()).contains("watchdog"));
  }

  /** The first question after the last message of the move. */
  private SystemCall behindTheMove() {
    Strace strace = Strace.watching(host, SystemCall.CHANGING);
    strace.run(forced()).expect(0);
    host.vnetctl("--remove-bridge", "cancel").run().expect(0);
    List<SystemCall> calls = SystemCall.of(strace.log());
    List<SystemCall> after =
        calls.stream().dropWhile(call -> !call.text().contains("RTM_DELROUTE")).toList();
    SystemCall move = after.getFirst();
    return after.stream()
        .skip(1)
        .filter(call -> call.thread().equals(move.thread()) && call.name().equals("sendto"))
        .findFirst()
        .orElseThrow();
  }
}
