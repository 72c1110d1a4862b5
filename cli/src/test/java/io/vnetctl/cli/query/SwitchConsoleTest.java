package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Callers;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.client.RealSwitch;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchConsoleTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir Path folder;

  @Test
  void r88_asksDebiansSwitch() throws IOException, CallException {
    try (RealSwitch real = RealSwitch.start();
        SwitchConsole console = open(real.console(), Duration.ofSeconds(10))) {
      assertEquals(real.pid(), console.info().pid());
      assertEquals(List.of(), console.ports().ports());
      assertEquals(1022, console.ask("vlan/create -1").code());
    }
  }

  @Test
  void r90_aSocketThatIsNotThereHasStatusTwo() {
    Path absent = folder.resolve("m");

    CallException e = assertThrows(CallException.class, () -> open(absent, SHORT));

    assertEquals(2, e.status());
    assertEquals(
        "QEMUMGMT "
            + absent
            + ": No such file or directory: there is no switch of user jo; make one with 'vnetctl -u"
            + " jo create'; 'vnetctl -h' explains all commands",
        e.getMessage());
  }

  @Test
  void r90_aSocketOfADeadSwitchHasStatusOne() throws IOException {
    Path dead = folder.resolve("m");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(dead));
    }
    CallException e = assertThrows(CallException.class, () -> open(dead, SHORT));

    assertEquals(1, e.status());
    assertTrue(e.getMessage().contains(": nobody listens (Connection refused): the switch has"));
  }

  @Test
  void anyOtherFileIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("m"));

    CallException e = assertThrows(CallException.class, () -> open(file, SHORT));

    assertEquals(1, e.status());
    assertTrue(e.getMessage().contains("this is no socket"), e.getMessage());
  }

  @Test
  void r90_aMuteListenerHasStatusOneAtTheDeadline() throws IOException {
    Path mute = folder.resolve("m");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(mute));
      CallException e = assertThrows(CallException.class, () -> open(mute, SHORT));

      assertEquals(1, e.status());
      assertTrue(
          e.getMessage().contains("has not sent its greeting within 100 ms"), e.getMessage());
    }
  }

  @Test
  void whateverElseListensIsNoSwitch() throws IOException, CallException {
    Path other = folder.resolve("m");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(other));
      Thread.ofPlatform().daemon().start(() -> answerHello(listener));
      try (SwitchConsole console = open(other, Duration.ofSeconds(10))) {
        CallException e = assertThrows(CallException.class, console::info);
        assertTrue(e.getMessage().contains("is not that of a switch"), e.getMessage());
      }
    }
  }

  private static void answerHello(ServerSocketChannel listener) {
    try (SocketChannel client = listener.accept()) {
      client.write(StandardCharsets.US_ASCII.encode("hello\nvde$ hello\nvde$ "));
      client.read(ByteBuffer.allocate(100));
    } catch (IOException gone) {
      // the test says so
    }
  }

  private static SwitchConsole open(Path mgmt, Duration deadline) throws CallException {
    SwitchPaths paths = new SwitchPaths("jo", Path.of("/v/s.jo"), mgmt, Path.of("/run/m.jo"));
    Messages messages = Messages.silent(Callers.caller("jo", Path.of("/nonexistent"), Map.of()));
    ChosenSwitch chosen =
        new ChosenSwitch(paths, ChosenSwitch.Named.NOT, false, () -> new LiveSwitches(List.of()));
    return SwitchConsole.open(chosen, deadline, messages);
  }
}
