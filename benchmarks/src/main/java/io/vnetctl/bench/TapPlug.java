package io.vnetctl.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Plugs the stack of a host into a VDE port: a thread that carries frames between a TAP device in
 * that host's namespace and the port. It does what vde_plug2tap(1) does, but moves up to {@value
 * #BURST} frames with one call on the side of the port.
 */
final class TapPlug implements AutoCloseable {
  private static final int BURST = 64;
  private static final int MAX_FRAME_BYTES = 1518;
  private static final int TICK_MS = 100;

  private final Thread thread;
  private volatile boolean stopped;

  private TapPlug(
      Path directory,
      int port,
      NetworkNamespace host,
      String tap,
      Placement placement,
      CompletableFuture<Void> ready) {
    this.thread =
        Thread.ofPlatform()
            .name("plug")
            .daemon()
            .start(() -> run(directory, port, host, tap, placement, ready));
  }

  /** Returns when the device is there and the port has answered. */
  static TapPlug start(
      Path directory, int port, NetworkNamespace host, String tap, Placement placement)
      throws IOException {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    TapPlug plug = new TapPlug(directory, port, host, tap, placement, ready);
    try {
      ready.join();
      return plug;
    } catch (CompletionException e) {
      throw new IOException("plug in a host: " + e.getCause().getMessage(), e);
    }
  }

  private void run(
      Path directory,
      int port,
      NetworkNamespace host,
      String tap,
      Placement placement,
      CompletableFuture<Void> ready) {
    try (TapDevice device = TapDevice.open(host, tap);
        VdeClient client = VdeClient.plug(directory, port)) {
      placement.freeThisThread();
      ready.complete(null);
      carry(device, client.frames());
    } catch (IOException e) {
      if (!ready.completeExceptionally(e) && !stopped) {
        System.err.println("bench: the plug in a host ended: " + e.getMessage());
      }
    }
  }

  private void carry(TapDevice device, FrameSocket port) throws IOException {
    try (Arena arena = Arena.ofConfined();
        Readiness idle = Readiness.ofEither(port.fd(), device.fd());
        Readiness blocked = new Readiness(port, port)) {
      FrameBurst toPort = new FrameBurst(arena, BURST, MAX_FRAME_BYTES, Tagging.UNTAGGED);
      FrameBurst toHost = new FrameBurst(arena, BURST, MAX_FRAME_BYTES, Tagging.UNTAGGED);
      int waiting = 0;
      int sent = 0;
      while (!stopped) {
        int received = port.receive(toHost);
        for (int slot = 0; slot < received; slot++) {
          device.write(toHost.frame(slot), toHost.length(slot));
        }
        if (sent == waiting) {
          sent = 0;
          waiting = device.read(toPort);
        }
        int taken = port.send(toPort, sent, waiting - sent);
        sent += taken;
        if (received == 0 && taken == 0) {
          (sent < waiting ? blocked : idle).await(true, TICK_MS);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
