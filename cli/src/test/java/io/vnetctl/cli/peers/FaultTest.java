package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deaths, want of memory, and an interface that changes under the switch. */
final class FaultTest {
  /** What the JVM ends with (-XX:+ExitOnOutOfMemoryError). */
  private static final int OUT_OF_MEMORY = 3;

  /** All that a user may have, but the one of {@link SwitchProcess}. */
  private static final int CONSOLES = 63;

  /** A broadcast of type 0806. */
  private static final Pattern ARP = Pattern.compile("f{12}.{12}0806.*");

  @TempDir Path folder;

  @Test
  void clientsKilledAtAnyMomentLeaveNothing() throws Exception {
    VdePlug.require();
    Random random = Soak.random();
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        Plug alice = Plug.connect(vde, 1);
        Plug bob = Plug.connect(vde, 2)) {
      Soak.rounds(
          round -> {
            for (int i = 0; i < 20; i++) {
              try (PeerProcess plug = PeerProcess.start("vde_plug", vde.folder().toString())) {
                Thread.sleep(0, random.nextInt(999_999));
                plug.kill();
              }
            }
            Eventually.await(() -> vde.dataSockets().size() == 2, () -> "" + vde.dataSockets());
            GarbageTest.assertOthersAreServed(alice, bob);
          });
      vde.assertSound();
    }
  }

  @Test
  void switchKilledAtAnyMomentOfItsStartIsFollowedByAnother() throws Exception {
    Random random = Soak.random();
    Soak.rounds(
        round -> {
          for (int i = 0; i < 3; i++) {
            try (PeerProcess killed =
                PeerProcess.start(
                    SwitchProcess.program().toString(),
                    "-s",
                    folder.resolve("sw").toString(),
                    "-M",
                    folder.resolve("sw.mgmt").toString())) {
              Thread.sleep(random.nextInt(400));
              killed.kill();
            }
          }
          try (SwitchProcess heir = SwitchProcess.start(folder, "sw")) {
            heir.succeed("port/showinfo");
            heir.stop();
          }
        });
  }

  @Test
  void wantOfMemoryEndsTheProcess() throws Exception {
    String ports =
        IntStream.range(1, 8_000)
            .mapToObj(port -> "port/create " + port + "\n")
            .collect(Collectors.joining());
    Path script = Files.writeString(folder.resolve("ports"), ports);
    try (PeerProcess starving =
        PeerProcess.start(
            List.of(
                "env",
                "VNETCTL_JAVA_OPTIONS=-Xms6m -Xmx6m -Xmn1m",
                SwitchProcess.program().toString(),
                "-n",
                "9000",
                "-s",
                folder.resolve("sw").toString(),
                "-f",
                script.toString()))) {
      assertEquals(OUT_OF_MEMORY, starving.awaitExit(), starving::toString);
      assertTrue((starving.errors() + starving.output()).contains("OutOfMemoryError"));
    }
  }

  /**
   * Buffers of connections are direct ones: the JVM itself does not end when they cannot be had.
   * There are enough of them for some consoles, a start takes up to 256 KB.
   */
  @Test
  void wantOfNativeMemoryEndsTheProcess() throws Exception {
    try (SwitchProcess starving =
        SwitchProcess.start(
            List.of("env", "VNETCTL_JAVA_OPTIONS=-Dio.netty.maxDirectMemory=400000"),
            SwitchProcess.program(),
            folder,
            "sw")) {
      try (Crowd slow = Crowd.at(starving.management(), CONSOLES)) {
        slow.say("help\n".repeat(400));
        assertEquals(OUT_OF_MEMORY, starving.process().awaitExit(), starving::toString);
      }
      String log = starving.process().errors();
      assertEquals(
          1, log.lines().filter(line -> line.contains("out of memory, the switch ends: ")).count());
    }
  }

  @Test
  void tapThatIsRenamedStaysPlugged() throws Exception {
    Requirement.tap();
    try (Namespace host = Namespace.create();
        SwitchProcess vde =
            SwitchProcess.start(
                host.enter(), SwitchProcess.program(), folder, "sw", "-t", "before0");
        Plug alice = Plug.connect(vde, 2)) {
      host.run("ip", "link", "set", "before0", "name", "after0");
      host.run("ip", "addr", "add", "10.9.9.1/24", "dev", "after0");
      host.run("ip", "link", "set", "after0", "up");
      // The host asks for its neighbours, by broadcast.
      Eventually.await(
          () -> {
            host.run("sh", "-c", "ping -c 1 -W 1 10.9.9.2 >/dev/null || true");
            return alice.poll().stream().anyMatch(ARP.asMatchPredicate());
          },
          () -> "no ARP came: " + vde);
      assertEquals("ACTIVE", vde.portState(1));
      vde.assertSound();
    }
  }
}
