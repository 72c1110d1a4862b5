package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a switch says to the service manager that runs it. */
final class ServiceTest {
  private static final String TRACER =
      """
      import ctypes, os, sys, signal
      PTRACE_SEIZE, PTRACE_INTERRUPT = 0x4206, 0x4207
      libc, thread = ctypes.CDLL(None, use_errno=True), int(sys.argv[1])
      for request in PTRACE_SEIZE, PTRACE_INTERRUPT:
          if libc.ptrace(request, thread, None, None) < 0:
              sys.exit(os.strerror(ctypes.get_errno()))
      os.waitpid(thread, 0x40000000)  # __WALL
      print("stopped", flush=True)
      signal.pause()
      """;

  @TempDir Path folder;

  @Test
  void saysThatItIsReadyWhenClientsAreServedAndThatItStops() throws IOException {
    try (Supervisor service = Supervisor.start(folder, List.of())) {
      try (Plug _ = Plug.connect(service.ctl(), 0, service)) {
        service.awaitEvents("STATUS=Forwarding; 1 client and 0 TAPs are plugged in", 1);
      }
      service.awaitEvents("STATUS=Forwarding; 0 clients", 2);

      service.stop();

      assertEquals(1, service.count("READY=1"), service::toString);
      assertEquals(1, service.count("STOPPING=1"), service::toString);
    }
  }

  @Test
  void speaksToAnAbstractName() throws IOException {
    String name = "@vnetctl-test-" + ProcessHandle.current().pid();
    try (Supervisor service = Supervisor.begin(folder, name, List.of())) {
      service.awaitEvents("READY=1", 1);
    }
  }

  @Test
  void saysThatItIsAliveUntilItsThreadHangs() throws IOException {
    Requirement.root();
    try (Supervisor service = Supervisor.start(folder, List.of("--watchdog", "1000"))) {
      service.awaitEvents("WATCHDOG=1", 6);
      assertEquals(0, service.count("watchdog "), service::toString);
      long before = service.main();

      try (PeerProcess _ = stopSwitchThread(before)) {
        service.awaitEvents("watchdog " + before, 1);
      }

      service.awaitEvents("READY=1", 2);
      assertTrue(service.ask("showinfo").contains("pid " + service.main() + " "));
    }
  }

  @Test
  void hotRestartTellsTheNewMainProcess() throws IOException {
    try (Supervisor service = Supervisor.start(folder, List.of("--watchdog", "2000"));
        Plug alice = Plug.connect(service.ctl(), 0, service);
        Plug bob = Plug.connect(service.ctl(), 0, service)) {
      long before = service.main();

      service.signal("USR2");
      service.awaitEvents("READY=1", 2);

      assertEquals(1, service.count("main "), service::toString);
      service.awaitEvents("exit " + before + " 0", 1);
      assertEquals(0, service.count("unheard"), service::toString);
      service.awaitEvents("message " + service.main() + " WATCHDOG=1", 3);
      assertEquals(0, service.count("watchdog "), service::toString);
      HotRestartTest.talk(alice, bob);
      assertFalse(alice.isUnplugged());
      service.stop();
    }
  }

  @Test
  void managerThatDoesNotListenIsToldOfInOneLine() throws IOException {
    List<String> nobody = List.of("env", "NOTIFY_SOCKET=" + folder.resolve("nobody"));
    try (SwitchProcess vde = SwitchProcess.start(nobody, SwitchProcess.program(), folder, "sw")) {
      String log = vde.process().errors();
      assertTrue(log.contains("NOTIFY_SOCKET " + folder.resolve("nobody") + ": "), log);
      assertEquals(1, log.lines().count(), log);
      vde.stop();
    }
  }

  @Test
  void socketsOfSocketUnitsAreUsedAndLeft() throws IOException {
    try (Supervisor service = Supervisor.start(folder, Supervisor.sockets(folder))) {
      try (Plug alice = Plug.connect(service.ctl(), 0, service);
          Plug bob = Plug.connect(service.ctl(), 0, service)) {
        HotRestartTest.talk(alice, bob);
        long before = service.main();
        service.signal("USR2");
        service.awaitEvents("exit " + before + " 0", 1);
        HotRestartTest.talk(alice, bob);
        assertTrue(service.ask("showinfo").contains("pid " + service.main() + " "));
      }
      service.stop();

      assertTrue(Files.exists(service.ctl()), service::toString);
      assertTrue(Files.exists(service.management()), service::toString);
      try (Stream<Path> left = Files.list(service.ctl().getParent())) {
        assertEquals(List.of(service.ctl()), left.toList());
      }
    }
  }

  @Test
  void clientThatComesBeforeTheSwitchWaits() throws IOException {
    try (Supervisor service =
        Supervisor.begin(folder, folder.resolve("notify").toString(), Supervisor.sockets(folder))) {
      service.awaitEvents("start ", 1);
      try (Plug alice = Plug.connect(service.ctl(), 0, service);
          Plug bob = Plug.connect(service.ctl(), 0, service)) {
        HotRestartTest.talk(alice, bob);
      }
    }
  }

  @Test
  void socketThatIsNotWhereTheOptionsHaveItIsRefused() {
    List<String> elsewhere = List.of("--socket", "ctl=" + folder.resolve("other/ctl"));
    try (Supervisor service =
        Supervisor.begin(folder, folder.resolve("notify").toString(), elsewhere)) {
      Eventually.await(
          () ->
              service
                  .log()
                  .contains(
                      "vde_switch: the socket that was passed under the name ctl listens at "
                          + folder.resolve("other/ctl")
                          + "; give -s "
                          + folder.resolve("other")),
          service::toString);
    }
  }

  @Test
  void clientsOutliveASwitchThatIsKilled() throws IOException {
    try (Supervisor service = Supervisor.start(folder, List.of("--store", "100"));
        Plug alice = Plug.connect(service.ctl(), 0, service);
        Plug bob = Plug.connect(service.ctl(), 3, service)) {
      service.ask("vlan/create 7");
      service.ask("vlan/addport 7 1");
      HotRestartTest.talk(alice, bob);
      List<String> before = List.of(service.ask("vlan/allprint"), service.ask("port/showinfo"));
      FrameClock clock = new FrameClock(alice, bob);

      service.signal("KILL");
      clock.awaitArrivals(System.nanoTime());
      clock.rest();

      System.out.println("descriptor store: client to client: " + clock);
      assertTrue(clock.longestGapMillis() < 2_000, clock::toString);
      assertFalse(alice.isUnplugged());
      assertFalse(bob.isUnplugged());
      assertEquals(before, List.of(service.ask("vlan/allprint"), service.ask("port/showinfo")));
      HotRestartTest.talk(alice, bob);
    }
  }

  @Test
  void whatIsStoredGoesOnThroughRestartsAndEndsWithTheSwitch() throws IOException {
    List<String> options = new ArrayList<>(Supervisor.sockets(folder));
    options.addAll(List.of("--store", "100"));
    try (Supervisor service = Supervisor.start(folder, options);
        Plug alice = Plug.connect(service.ctl(), 0, service);
        Plug bob = Plug.connect(service.ctl(), 0, service)) {
      HotRestartTest.talk(alice, bob);
      // two of state, two of each client; the sockets are the units'
      Eventually.await(() -> service.stored() == 6, service::toString);
      long killed = 1;
      for (String signal : List.of("USR2", "KILL", "KILL", "USR2", "KILL")) {
        long before = service.main();
        long ready = service.count("READY=1");
        service.signal(signal);
        service.awaitEvents("exit " + before, 1);
        service.awaitEvents("READY=1", ready + 1);
        HotRestartTest.talk(alice, bob);
        killed += signal.equals("KILL") ? 1 : 0;
        assertEquals(killed, service.count("start "), service::toString);
      }
      try (Plug carol = Plug.connect(service.ctl(), 0, service)) {
        Eventually.await(() -> service.stored() == 8, service::toString);
        HotRestartTest.talk(alice, 3, carol, 4);
      }
      Eventually.await(() -> service.stored() == 6, service::toString);

      service.stop();

      Eventually.await(() -> service.stored() == 0, service::toString);
      Eventually.await(alice::isUnplugged, service::toString);
      assertEquals(0, service.count("alien"), service::toString);
      assertEquals(0, service.count("unheard"), service::toString);
    }
  }

  @Test
  void staleStoreIsRefusedInOneLineAndTheSwitchStartsAnew() throws IOException {
    try (Supervisor service = Supervisor.start(folder, List.of("--store", "100"));
        Plug alice = Plug.connect(service.ctl(), 0, service)) {
      Eventually.await(() -> service.stored() == 6, service::toString);
      Files.delete(service.ctl());

      service.signal("KILL");
      service.awaitEvents("READY=1", 2);

      Eventually.await(alice::isUnplugged, service::toString);
      assertTrue(
          service.log().contains("does not go on with the switch that was killed: its control"),
          service::toString);
      assertEquals(1, service.log().lines().count(), service::toString);
      try (Plug bob = Plug.connect(service.ctl(), 0, service);
          Plug carol = Plug.connect(service.ctl(), 0, service)) {
        HotRestartTest.talk(bob, carol);
        Eventually.await(() -> service.stored() == 8, service::toString);
      }
    }
  }

  @Test
  void storeThatIsFullIsToldOfOnce() throws IOException {
    try (Supervisor service = Supervisor.start(folder, List.of("--store", "6"));
        Plug alice = Plug.connect(service.ctl(), 0, service);
        Plug bob = Plug.connect(service.ctl(), 0, service);
        Plug carol = Plug.connect(service.ctl(), 0, service)) {
      Eventually.await(() -> service.stored() == 6, service::toString);
      HotRestartTest.talk(bob, carol);

      service.signal("KILL");
      service.awaitEvents("READY=1", 2);

      assertEquals(1, service.log().lines().filter(l -> l.contains("keeps 6")).count());
      assertEquals(0, service.count("full"), service::toString);
      assertFalse(alice.isUnplugged());
      Eventually.await(bob::isUnplugged, service::toString);
      Eventually.await(carol::isUnplugged, service::toString);
    }
  }

  @Test
  void linesForTheJournalBeginWithTheirLevel() throws IOException {
    List<String> journal =
        List.of(
            "sh",
            "-c",
            "JOURNAL_STREAM=$(stat -L -c %d:%i /proc/$$/fd/2) exec env VNETCTL_JAVA_OPTIONS= \"$@\"",
            "sh");
    try (Succeeding vde =
        Succeeding.of(SwitchProcess.start(journal, SwitchProcess.program(), folder, "sw"))) {
      vde.restart();
      vde.awaitLog("<6>goes on as process " + vde.pid() + "\n");
      vde.stop();
    }
  }

  /** Stops the thread that forwards, and no other, as long as the tracer lives (ptrace(2)). */
  private static PeerProcess stopSwitchThread(long pid) throws IOException {
    PeerProcess tracer =
        PeerProcess.start("python3", "-c", TRACER, String.valueOf(switchThread(pid)));
    tracer.awaitOutput("stopped");
    return tracer;
  }

  private static long switchThread(long pid) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads
          .filter(thread -> name(thread).equals("switch"))
          .mapToLong(thread -> Long.parseLong(thread.getFileName().toString()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).strip();
    } catch (IOException ended) {
      return "";
    }
  }
}
