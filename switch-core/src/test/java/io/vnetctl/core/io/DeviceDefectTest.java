package io.vnetctl.core.io;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a defect above a device does to the loop: it ends this device and nothing else. */
@Timeout(20)
class DeviceDefectTest {
  /** Netty pauses its loop for a second when a handle throws. */
  private static final long PROMPT_MS = 500;

  @TempDir Path folder;
  private final SwitchLoop loop = new SwitchLoop(1_518);

  @AfterEach
  void stop() {
    loop.close();
  }

  /** Throws at the first burst, and, if told to, when it hears of its end. */
  private static final class Broken implements FrameDevice.Receiver {
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final RuntimeException exception;
    private final Error error;
    private final boolean again;

    Broken(RuntimeException exception, Error error, boolean again) {
      this.exception = exception;
      this.error = error;
      this.again = again;
    }

    @Override
    public void onBurst(Burst burst) {
      fail();
    }

    @Override
    public void onGone(String why) {
      ends.add(why);
      if (again) {
        fail();
      }
    }

    private void fail() {
      if (error != null) {
        throw error;
      }
      throw exception;
    }
  }

  private static final class Ignorant implements FrameDevice.Drops {
    @Override
    public void queueFull(int frames) {}

    @Override
    public void refused(int frames) {}
  }

  static Stream<Broken> defects() {
    return Stream.of(
        new Broken(new IllegalStateException("broken"), null, false),
        new Broken(new IllegalStateException("broken"), null, true),
        new Broken(null, new AssertionError("broken"), false),
        new Broken(null, new AssertionError("broken"), true));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void endsTheDeviceAndNotTheLoop(Broken broken) throws Exception {
    Socket peer = Socket.newSocketDomainDgram();
    Socket end = Socket.newSocketDomainDgram();
    DomainSocketAddress address = new DomainSocketAddress(folder.resolve("end").toFile());
    end.bind(address);
    peer.connect(address);
    FrameDevice device = loop.datagramSocket(end.intValue());
    loop.eventLoop().submit(() -> device.start(broken, new Ignorant())).get();

    byte[] frame = frame().bytes();
    ByteBuffer buffer = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
    peer.send(buffer, 0, frame.length);

    assertTrue(broken.ends.take().contains("broken"));
    loop.eventLoop().submit(() -> {}).get(PROMPT_MS, TimeUnit.MILLISECONDS);
    assertEquals(List.of(), List.copyOf(broken.ends));
    peer.close();
    loop.eventLoop().submit(device::close).get();
  }
}
