package io.vnetctl.cli.handover;

import io.vnetctl.cli.process.ProgramStart;
import io.vnetctl.vde.DescriptorMessage;
import io.vnetctl.vde.DescriptorSocket;
import io.vnetctl.vde.MemoryFile;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The {@link Holder} of this switch, seen from here: it is told of each open file that comes or
 * goes, and now and then what the switch knows. Switch thread, but for {@link #start}.
 */
public final class HolderLink implements Keeper {
  /** The holder does nothing but listen. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** Between two looks whether the holder lives. */
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final DescriptorSocket socket;
  private boolean lost;

  private HolderLink(DescriptorSocket socket) {
    this.socket = socket;
  }

  /**
   * Starts a holder, which is to start the program if this process is killed. Any thread; waits.
   */
  public static HolderLink start(SuccessorProgram program) throws IOException {
    String name = "vnetctl-holder-" + UUID.randomUUID();
    try (DescriptorSocket listener = DescriptorSocket.listen(name)) {
      Process holder = program.startHolder(name);
      try {
        return new HolderLink(accept(listener, holder));
      } catch (IOException e) {
        holder.destroyForcibly();
        throw e;
      }
    }
  }

  /** The name can be seen by all, and others may come first: they are sent away. */
  private static DescriptorSocket accept(DescriptorSocket listener, Process holder)
      throws IOException {
    long end = System.nanoTime() + ProgramStart.PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      try {
        DescriptorSocket socket = listener.accept(GLANCE);
        if (socket.isTrusted()) {
          return socket;
        }
        socket.close();
      } catch (SocketTimeoutException nobodyYet) {
        if (!holder.isAlive()) {
          throw new IOException("it ended with status " + holder.exitValue(), nobodyYet);
        }
      }
    }
    throw new IOException("it did not come within " + ProgramStart.PATIENCE.toSeconds() + " s");
  }

  /** Goes on with the holder of another process; takes ownership of the connection. */
  public static HolderLink adopt(int descriptor) {
    return new HolderLink(DescriptorSocket.of(descriptor));
  }

  @Override
  public List<OpenFile> files() {
    return List.of(new OpenFile(new Role.Holder(), socket.fd()));
  }

  @Override
  public void come(OpenFile file) throws IOException {
    send(new DescriptorMessage(Holder.COME + RoleText.of(file.role()), List.of(file.descriptor())));
  }

  @Override
  public void gone(Role role) throws IOException {
    send(new DescriptorMessage(Holder.GONE + RoleText.of(role)));
  }

  @Override
  public void state(String text) throws IOException {
    int state = MemoryFile.create("vnetctl-state", text);
    try {
      send(new DescriptorMessage(Holder.STATE, List.of(state)));
    } finally {
      MemoryFile.close(state);
    }
  }

  /** The holder ends, too. */
  @Override
  public void end(Set<Role> held) {
    try {
      send(new DescriptorMessage(Holder.END));
    } catch (IOException gone) {
      // then there is nobody to tell
      return;
    }
  }

  private void send(DescriptorMessage message) throws IOException {
    if (lost) {
      return;
    }
    try {
      socket.send(message, PATIENCE);
    } catch (IOException e) {
      lost = true;
      socket.close();
      throw e;
    }
  }
}
