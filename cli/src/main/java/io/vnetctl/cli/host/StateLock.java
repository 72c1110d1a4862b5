package io.vnetctl.cli.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.vnetctl.cli.call.CallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps calls apart that change switches and bridges of this host. The lock is the kernel's
 * (fcntl(2)): it ends with this process, however that ends, and no child inherits it. The file
 * stays.
 */
final class StateLock implements AutoCloseable {
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int MAX_HOLDER_BYTES = 16;

  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits until nobody else has the lock.
   *
   * @throws CallException status 1, naming the holder, after {@code patience}
   */
  static StateLock take(Path file, Duration patience) throws CallException {
    long end = System.nanoTime() + patience.toNanos();
    try {
      FileChannel channel = open(file);
      while (channel.tryLock() == null) {
        if (System.nanoTime() - end >= 0) {
          String holder = holder(channel);
          channel.close();
          throw CallException.failed(
              "another call%s has been changing switches for more than %d s; wait for it or end it"
                  .formatted(holder, patience.toSeconds()));
        }
        LockSupport.parkNanos(PAUSE_NS);
      }
      sign(channel);
      return new StateLock(channel);
    } catch (IOException e) {
      throw CallException.failed("cannot lock " + file + ": " + e.getMessage(), e);
    }
  }

  /** For the message of who waits; it holds without, as it must when the disk is full. */
  private static void sign(FileChannel channel) {
    String self = ProcessHandle.current().pid() + "\n";
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      // who waits gets no number
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS));
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(MAX_HOLDER_BYTES);
    channel.read(content, 0);
    String pid = StandardCharsets.US_ASCII.decode(content.flip()).toString().strip();
    return pid.isEmpty() ? "" : " (process " + pid + ")";
  }

  /** Releases the lock. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // the kernel has released it all the same
    }
  }
}
