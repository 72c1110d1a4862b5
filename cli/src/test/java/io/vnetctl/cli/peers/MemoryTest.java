package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Resident memory stays near that of an idle switch, whatever clients do. Idle is one that has done
 * a little of everything: what the JVM compiles and loads for that is not for an attacker to add.
 */
final class MemoryTest {
  private static final long MIB = 1 << 10; // in kB, as /proc has it

  private static final long BOUND = 16 * MIB;

  /** How many times as much is done as before. */
  private static final int TIMES = 10;

  /** Of a switch whose table is full and whose consoles all ask for it; 100 were measured. */
  private static final long BOUND_OF_A_FULL_TABLE = 160 * MIB;

  private static final int TABLE = 65_536;

  private static final int VLANS = 4_094;
  private static final int PORTS = 127;

  /** All that a user may have, without that of {@link SwitchProcess} and one to ask. */
  private static final int CONSOLES = 62;

  @TempDir Path folder;

  @Test
  void connectsAndSlowConsolesCostLittle() throws Exception {
    Random random = Soak.random();
    try (SwitchProcess vde = start("-n", "128");
        Plug author = Plug.connect(vde, 1)) {
      flood(vde, author, random, 1);
      long idle = vde.status("VmRSS");
      StringBuilder story = new StringBuilder("idle " + idle);
      Soak.rounds(
          round -> {
            flood(vde, author, random, TIMES);
            story.append(" ").append(vde.status("VmRSS"));
          });
      long most = vde.status("VmHWM");
      story.append(", most ").append(most);
      System.out.println(story);
      assertTrue(most - idle <= BOUND, story::toString);
      vde.assertSound();
    }
  }

  @Test
  void manyVlansAndTheirListsCostLittle() throws Exception {
    try (SwitchProcess vde = start("-n", "128");
        Console asking = Console.open(vde.management())) {
      makeVlans(asking, 1, 100);
      askForLists(vde, 1);
      long idle = vde.status("VmRSS");

      makeVlans(asking, 101, VLANS);
      for (int port = 1; port <= PORTS; port++) {
        asking.ask("port/create " + port);
        for (int vlan = 1; vlan <= VLANS; vlan += 16) {
          asking.ask("vlan/addport " + vlan + " " + port);
        }
      }
      askForLists(vde, 5 * TIMES);

      assertTrue(asking.ask("vlan/allprint 4081").contains("Port 0127"));
      long most = vde.status("VmHWM");
      String story = "idle " + idle + ", " + VLANS + " VLANs, most " + most;
      System.out.println(story);
      assertTrue(most - idle <= BOUND, story);
      vde.assertSound();
    }
  }

  private SwitchProcess start(String... options) throws Exception {
    return SwitchProcess.start(
        SwitchProcess.AS_USERS_HAVE_IT, SwitchProcess.program(), folder, "sw", options);
  }

  private static void makeVlans(Console asking, int first, int last) throws IOException {
    for (int vlan = first; vlan <= last; vlan++) {
      asking.ask("vlan/create " + vlan);
    }
  }

  private static void askForLists(SwitchProcess vde, int consoles) throws IOException {
    try (Crowd slow = Crowd.at(vde.management(), consoles)) {
      slow.say("vlan/allprint\nport/allprint\nfstp/print\nvlan/allprint\n");
      for (int i = 0; i < consoles; i++) {
        vde.succeed("port/showinfo");
      }
    }
  }

  @Test
  void allConsolesMayAskForAFullTable() throws Exception {
    try (SwitchProcess vde = start();
        Plug author = Plug.connect(vde, 1)) {
      for (int i = 0; i < TABLE; i++) {
        send(author, "02:00:00:%02x:%02x:%02x".formatted(i >> 16, i >> 8 & 0xff, i & 0xff));
      }
      try (Console asking = Console.open(vde.management());
          Crowd all = Crowd.at(vde.management(), CONSOLES)) {
        long known =
            asking.ask("hash/print").lines().filter(line -> line.contains("Addr:")).count();
        assertTrue(known > TABLE * 9 / 10, () -> known + " addresses");

        all.say("hash/print\nhash/print\n");

        for (int i = 0; i < CONSOLES; i++) {
          vde.succeed("port/showinfo");
        }
      }
      long most = vde.status("VmHWM");
      System.out.println("full table, " + CONSOLES + " consoles: most " + most);
      assertTrue(most <= BOUND_OF_A_FULL_TABLE, () -> most + " kB");
      vde.assertSound();
    }
  }

  /** Clients that come and go, connections without a request, addresses, slow consoles. */
  private static void flood(SwitchProcess vde, Plug author, Random random, int times)
      throws IOException {
    for (int i = 0; i < 200 * times; i++) {
      Plug.request(vde, 0, "passing").close();
    }
    Crowd.at(vde.ctl(), 100 * times).close();
    learn(vde, author, random, 1_000 * times);
    try (Crowd slow = Crowd.at(vde.management(), 5 * times)) {
      slow.say("debug/add\nhash/print\nport/allprint\nhash/print\n");
      learn(vde, author, random, 1_000 * times);
      vde.succeed("port/showinfo");
    }
    vde.succeed("hash/setsize 128");
  }

  private static void learn(SwitchProcess vde, Plug author, Random random, int addresses)
      throws IOException {
    for (int i = 0; i < addresses; i++) {
      String source = "02:00:00:%02x:%02x:%02x".formatted(random.nextInt(256), i >> 8, i & 0xff);
      send(author, source);
    }
  }

  private static void send(Plug author, String source) {
    byte[] frame = Frames.frame(Frames.BROADCAST, source, "");
    while (!author.send(frame)) {
      Thread.onSpinWait();
    }
  }
}
