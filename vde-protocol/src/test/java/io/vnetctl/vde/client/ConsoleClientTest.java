package io.vnetctl.vde.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleClientTest {

  @Test
  void runsCommands() throws IOException {
    try (RealSwitch real = RealSwitch.start("-n", "8");
        ConsoleClient console = ConsoleClient.connect(real.console(), line -> {})) {
      assertTrue(console.greeting().getFirst().startsWith("VDE switch V."));
      assertEquals(
          new Answer(1000, "Success", List.of("Numports=8", "HUB=false", "counters=true")),
          console.run("port/showinfo"));
      assertEquals(new Answer(1022, "Invalid argument", List.of()), console.run("vlan/create -1"));
      assertEquals(22, console.run("vlan/create -1").errno());
      assertEquals(new Answer(0, "", List.of()), console.run("# nothing"));
      assertTrue(console.run("help").data().size() > 40);
    }
  }

  @Test
  void deliversAsynchronousLinesWhileNothingIsAsked() throws Exception {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    try (RealSwitch real = RealSwitch.start();
        ConsoleClient console = ConsoleClient.connect(real.console(), events::add)) {
      console.run("debug/add port/+");
      VdePlug.connect(real.directory(), 3, "test", VdePlug.PRIVATE_MODE).close();

      assertEquals("3021 port/+ 03", events.poll(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void saysThatTheSessionHasEnded() throws IOException {
    try (RealSwitch real = RealSwitch.start();
        ConsoleClient console = ConsoleClient.connect(real.console(), line -> {})) {
      assertEquals(new Answer(9999, "END OF SESSION", List.of()), console.run("logout"));
      assertThrows(IOException.class, () -> console.run("showinfo"));
    }
  }

  @Test
  void givesTheReasonWhereNoConsoleIs(@TempDir Path empty) {
    IOException absent =
        assertThrows(
            IOException.class, () -> ConsoleClient.connect(empty.resolve("m"), line -> {}));

    assertEquals("No such file or directory", absent.getMessage());
  }

  @Test
  void doesNotWaitForeverForAMuteConsole(@TempDir Path temp) throws IOException {
    Path socket = temp.resolve("m");
    try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      mute.bind(UnixDomainSocketAddress.of(socket));

      assertThrows(
          InterruptedIOException.class,
          () -> ConsoleClient.connect(socket, line -> {}, Duration.ofMillis(50)));
    }
  }

  @Test
  void doesNotWaitForeverForRoomInABacklog(@TempDir Path temp) throws IOException {
    UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(temp.resolve("m"));
    try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        SocketChannel first = SocketChannel.open(StandardProtocolFamily.UNIX);
        SocketChannel second = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      busy.bind(socket, 1);
      first.connect(socket);
      second.connect(socket);

      assertThrows(
          InterruptedIOException.class,
          () -> ConsoleClient.connectWithin(socket.getPath(), Duration.ofMillis(50)));
    }
  }

  @Test
  void endsAConversationAtItsDeadlineEvenIfEachAnswerIsInTime() throws IOException {
    try (RealSwitch real = RealSwitch.start();
        ConsoleClient console =
            ConsoleClient.connectWithin(real.console(), Duration.ofMillis(400))) {
      assertThrows(
          InterruptedIOException.class,
          () -> {
            while (true) {
              console.run("showinfo");
            }
          });
    }
  }

  @Test
  void isNotDrownedByAConsoleThatSendsWithoutEnd(@TempDir Path temp) throws Exception {
    Path socket = temp.resolve("m");
    try (ServerSocketChannel flood = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      flood.bind(UnixDomainSocketAddress.of(socket));
      Thread sender = Thread.ofPlatform().daemon().start(() -> flood(flood));

      IOException drowned =
          assertThrows(
              IOException.class,
              () -> ConsoleClient.connectWithin(socket, Duration.ofMinutes(1)).close());
      assertEquals(
          "the switch has sent more than 16 MB without the end of an answer", drowned.getMessage());
      sender.join(Duration.ofSeconds(20));
      assertTrue(!sender.isAlive(), "the client has not gone");
    }
  }

  private static void flood(ServerSocketChannel server) {
    ByteBuffer text = ByteBuffer.wrap("a line\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
    try (SocketChannel client = server.accept()) {
      while (true) {
        client.write(text.rewind());
      }
    } catch (IOException gone) {
      // the client has had enough
    }
  }

  @Test
  void noticesTheEndOfTheSwitch() throws IOException {
    ConsoleClient console;
    try (RealSwitch real = RealSwitch.start()) {
      console = ConsoleClient.connect(real.console(), line -> {});
    }
    try (console) {
      IOException gone = assertThrows(IOException.class, () -> console.run("showinfo"));
      assertTrue(gone instanceof EOFException || gone.getMessage().equals("Broken pipe"));
    }
  }
}
