package io.vnetctl.vde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.Switch;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.io.SwitchLoop;
import io.vnetctl.vde.client.VdePlug;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a whole switch in this process. */
@Timeout(20)
class ControlListenerTest {
  /** More than this process has descriptors: the name of a data socket ends in one. */
  private static final int DESCRIPTORS = 2_000;

  private static final SwitchConfig CONFIG =
      new SwitchConfig(8, false, false, new MacAddress(0x00ff_0102_0304L), 0x8000, 128, 1_518);

  @TempDir Path home;
  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  private final SwitchLoop loop = new SwitchLoop(CONFIG.maxFrameBytes());
  private final Switch network = new Switch(CONFIG, System::nanoTime, log::add);
  private Path folder;
  private ControlListener clients;

  @BeforeEach
  void serve() throws IOException {
    ControlDirectory.Modes modes = new ControlDirectory.Modes(0600, 0700, OptionalInt.empty());
    ControlDirectory directory = ControlDirectory.open(home.resolve("c"), modes);
    folder = directory.path();
    clients =
        ControlListener.open(
            directory,
            network,
            loop,
            new Accounts(),
            new ControlSession.PortZero(0600, OptionalInt.empty()),
            log::add);
    clients.serve();
  }

  @AfterEach
  void stop() throws Exception {
    onLoop(
        () -> {
          network.close();
          return true;
        });
    clients.close();
    loop.close();
  }

  private <T> T onLoop(Callable<T> action) throws Exception {
    return loop.eventLoop().submit(action).get();
  }

  private VdePlug plug(int port) throws IOException {
    return VdePlug.connect(folder, port, "test", VdePlug.PRIVATE_MODE);
  }

  private List<String> dataSockets() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d{3}\\.\\d+"))
          .toList();
    }
  }

  @Test
  void nameOfADataSocketGoesInTheMomentThatItsEndpointDoes() throws Exception {
    try (VdePlug plug = plug(1)) {
      int id = Integer.parseInt(dataSockets().getFirst().substring("001.".length()));
      boolean left =
          onLoop(
              () -> {
                network.execute(new Command.CloseEndpoint(1, id));
                return Files.exists(folder.resolve("001." + id));
              });
      assertFalse(left);
      assertEquals(1, plug.port());
    }
  }

  @Test
  void idleConnectionsMakeRoomForWhoSendsARequest() throws Exception {
    List<SocketChannel> idle = new ArrayList<>();
    try (VdePlug before = plug(1)) {
      for (int i = 0; i < ControlListener.Handshakes.MAX; i++) {
        idle.add(SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("ctl"))));
      }
      try (VdePlug newcomer = plug(2)) {
        assertEquals(2, newcomer.port());
        assertEquals(-1, idle.getFirst().read(ByteBuffer.allocate(1)), "the oldest makes room");
      }
      idle.getLast().configureBlocking(false);
      assertEquals(0, idle.getLast().read(ByteBuffer.allocate(1)), "the newest stays");
      assertEquals(1, before.port());
      assertTrue(log.take().contains("has most of the 64 connections without a request"));
    } finally {
      for (SocketChannel channel : idle) {
        channel.close();
      }
    }
  }

  @Test
  void connectionsWithoutARequestEndWithTheListener() throws Exception {
    try (SocketChannel idle =
            SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("ctl")));
        VdePlug later = plug(1)) {
      assertEquals(1, later.port(), "both are in");
      clients.close();
      assertEquals(-1, idle.read(ByteBuffer.allocate(1)));
      assertEquals(List.of(), List.copyOf(log), "not for want of a request");
    }
  }

  @Test
  void refusalSaysWhy() throws Exception {
    assertThrows(IOException.class, () -> plug(9).close());
    assertTrue(log.take().contains("there is no port 9, only those below 8"));
  }

  @Test
  void whatIsInTheWayOfADataSocketIsLeftAlone() throws Exception {
    List<Path> files =
        IntStream.range(0, DESCRIPTORS).mapToObj(id -> folder.resolve("001." + id)).toList();
    for (Path file : files) {
      Files.createFile(file);
    }

    assertThrows(IOException.class, () -> plug(1).close());

    assertTrue(log.take().contains("Address already in use"));
    assertTrue(files.stream().allMatch(Files::exists));
    for (Path file : files) {
      Files.delete(file);
    }
    plug(1).close();
  }
}
