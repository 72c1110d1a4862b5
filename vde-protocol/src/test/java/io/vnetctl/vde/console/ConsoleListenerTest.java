package io.vnetctl.vde.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
class ConsoleListenerTest {
  private final TestSwitch target = new TestSwitch();
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

  @TempDir Path dir;

  private final List<ConsoleListener> opened = new ArrayList<>();
  private final Consoles consoles = new Consoles();

  @AfterEach
  void endAll() throws IOException {
    for (ConsoleListener listener : opened) {
      listener.close();
    }
    consoles.close();
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void answersWhoeverConnects() throws IOException {
    open("m", 0600);
    try (SocketChannel client = connect("m")) {
      assertTrue(upToPrompt(client).startsWith("VDE switch V.2.3.2\n"));
      send(client, "bogus\n");
      assertEquals("1038 Function not implemented\n\nvde$ ", upToPrompt(client));
      send(client, "vlan/create 5");
      assertEquals("1000 Success\n\nvde$ ", upToPrompt(client));
      send(client, "logout");
      assertEquals("9999 END OF SESSION", toEnd(client));
    }
  }

  @Test
  void whoEndsTheSwitchSeesTheEndWhenItsFilesAreGone() throws IOException {
    ConsoleListener listener = open("m", 0600);
    try (SocketChannel client = connect("m");
        SocketChannel other = connect("m")) {
      upToPrompt(client);
      upToPrompt(other);
      send(client, "shutdown\n");
      assertEquals("9999 END OF SESSION", read(client, "SESSION"));
      assertEquals(1, loop.next().submit(() -> target.shutdowns).syncUninterruptibly().getNow());

      listener.close();
      send(other, "bogus\n");
      for (SocketChannel console : List.of(client, other)) {
        // A turn in which it is read, and the one after that.
        loop.next().submit(() -> {}).syncUninterruptibly();
        loop.next().submit(() -> {}).syncUninterruptibly();
        console.configureBlocking(false);
        assertEquals(0, console.read(ByteBuffer.allocate(1)), "neither an answer nor the end");
        console.configureBlocking(true);
      }

      consoles.close();
      assertEquals("", toEnd(client));
      assertEquals("", toEnd(other));
    }
  }

  @Test
  void answersAClientThatHasEndedItsInput() throws IOException {
    open("m", 0600);
    try (SocketChannel client = connect("m")) {
      upToPrompt(client);
      send(client, "bogus\nplugin/del");
      client.shutdownOutput();
      assertEquals(
          "1038 Function not implemented\n\nvde$ 1002 No such file or directory\n\nvde$ ",
          toEnd(client));
    }
  }

  @Test
  void givesTheSocketItsModeAndRemovesItInTheEnd() throws IOException {
    Path socket = dir.resolve("m");
    ConsoleListener listener = open("m", 0620);
    assertEquals(0620, UnixFiles.status(socket).orElseThrow().permissions());

    listener.close();

    assertFalse(Files.exists(socket));
  }

  @Test
  void giveTheSocketItsGroup() throws IOException {
    int gid = UnixFiles.status(dir).orElseThrow().gid();
    opened.add(
        ConsoleListener.open(
            dir.resolve("m"),
            0660,
            OptionalInt.of(gid),
            loop.next(),
            target.surroundings(),
            consoles));
    assertEquals(0660, UnixFiles.status(dir.resolve("m")).orElseThrow().permissions());
    assertEquals(gid, UnixFiles.status(dir.resolve("m")).orElseThrow().gid());
  }

  @Test
  void replacesADeadSocket() throws IOException {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(dir.resolve("m")));
    }
    open("m", 0600);
    try (SocketChannel client = connect("m")) {
      assertTrue(upToPrompt(client).endsWith("\n\nvde$ "));
    }
  }

  @Test
  void leavesALiveSocketAlone() throws IOException {
    open("m", 0600);
    IOException refused = assertThrows(IOException.class, () -> open("m", 0666));
    assertEquals(
        "cannot make socket "
            + dir
            + "/m: Address already in use by a running switch; choose another path or stop it",
        refused.getMessage());
    assertEquals(0600, UnixFiles.status(dir.resolve("m")).orElseThrow().permissions());
    try (SocketChannel client = connect("m")) {
      assertTrue(upToPrompt(client).startsWith("VDE switch V."));
    }
  }

  @Test
  void leavesAFileAlone() throws IOException {
    Path file = Files.writeString(dir.resolve("m"), "precious");
    IOException refused = assertThrows(IOException.class, () -> open("m", 0600));
    assertTrue(refused.getMessage().contains("no socket is there"), refused.getMessage());
    assertEquals("precious", Files.readString(file));
  }

  @Test
  void leavesTheSocketOfASuccessorAlone() throws IOException {
    ConsoleListener first = open("m", 0600);
    Files.delete(dir.resolve("m"));
    open("m", 0600);
    first.close();
    assertTrue(Files.exists(dir.resolve("m")));
  }

  @Test
  void saysWhyItCannotBeMade() {
    IOException absent = assertThrows(IOException.class, () -> open("no/such", 0600));
    assertTrue(absent.getMessage().contains("No such file or directory"), absent.getMessage());
    IOException tooLong = assertThrows(IOException.class, () -> open("x".repeat(110), 0600));
    assertTrue(tooLong.getMessage().contains("107 bytes"), tooLong.getMessage());
  }

  @Test
  void tellsOneConsoleTooManyAndClosesIt() throws IOException {
    List<SocketChannel> clients = new ArrayList<>();
    open("m", 0600);
    try {
      for (int i = 0; i < ConsoleListener.MAX_CONSOLES; i++) {
        clients.add(connect("m"));
        upToPrompt(clients.getLast());
      }
      try (SocketChannel oneMore = connect("m")) {
        assertEquals(
            "1016 Device or resource busy: 64 consoles are open, close one first\n",
            toEnd(oneMore));
      }
      send(clients.getFirst(), "\n");
      assertEquals("\nvde$ ", upToPrompt(clients.getFirst()));
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
  }

  private ConsoleListener open(String name, int mode) throws IOException {
    opened.add(
        ConsoleListener.open(
            dir.resolve(name),
            mode,
            OptionalInt.empty(),
            loop.next(),
            target.surroundings(),
            consoles));
    opened.getLast().serve();
    return opened.getLast();
  }

  private SocketChannel connect(String name) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(dir.resolve(name)));
  }

  private static void send(SocketChannel client, String text) throws IOException {
    client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String upToPrompt(SocketChannel client) throws IOException {
    return read(client, "vde$ ");
  }

  private static String toEnd(SocketChannel client) throws IOException {
    return read(client, "\0");
  }

  private static String read(SocketChannel client, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(65_536);
    while (!text.toString().endsWith(end) && client.read(buffer) >= 0) {
      text.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
      buffer.clear();
    }
    return text.toString();
  }
}
