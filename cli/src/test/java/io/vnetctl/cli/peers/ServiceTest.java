package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
