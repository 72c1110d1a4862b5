package io.vnetctl.cli.handover;

import io.vnetctl.vde.DescriptorMessage;
import io.vnetctl.vde.DescriptorSocket;
import io.vnetctl.vde.MemoryFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The {@link Holder} of this switch, seen from here: it is told of each open file that comes or
 * goes, and now and then what the switch knows. Switch thread, but for {@link #start}.
 */
public final class HolderLink {
  /** The holder does nothing but listen. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private static final Duration START_PATIENCE = Duration.ofSeconds(20);

  private final DescriptorSocket socket;
  private final Map<Role, Integer> held = new HashMap<>();
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
        return new HolderLink(accept(listener));
      } catch (IOException e) {
        holder.destroyForcibly();
        throw e;
      }
    }
  }

  private static DescriptorSocket accept(DescriptorSocket listener) throws IOException {
    DescriptorSocket socket = listener.accept(START_PATIENCE);
    if (!socket.isTrusted()) {
      socket.close();
      throw new IOException("another user's process came instead");
    }
    return socket;
  }

  /**
   * Goes on with the holder of another process.
   *
   * @param files what the holder has of that
   */
  public static HolderLink adopt(int descriptor, List<OpenFile> files) {
    HolderLink link = new HolderLink(DescriptorSocket.of(descriptor));
    files.forEach(file -> link.held.put(file.role(), file.descriptor()));
    link.held.remove(new Role.Holder());
    return link;
  }

  /** As it is handed to another process. */
  public OpenFile file() {
    return new OpenFile(new Role.Holder(), socket.fd());
  }

  /**
   * Tells which files are open now. To be called whenever one has come or gone.
   *
   * @throws IOException if the holder is lost; later calls do nothing
   */
  public void tell(List<OpenFile> open) throws IOException {
    Map<Role, Integer> now = new HashMap<>();
    open.forEach(file -> now.put(file.role(), file.descriptor()));
    now.keySet().removeIf(role -> role instanceof Role.Waiting || role instanceof Role.Holder);
    Set<Role> gone = new HashSet<>(held.keySet());
    gone.removeIf(role -> held.get(role).equals(now.get(role)));
    List<Role> come = new ArrayList<>(now.keySet());
    come.removeIf(role -> now.get(role).equals(held.get(role)));
    for (Role role : gone) {
      send(new DescriptorMessage(Holder.GONE + RoleText.of(role)));
      held.remove(role);
    }
    for (Role role : come) {
      send(new DescriptorMessage(Holder.COME + RoleText.of(role), List.of(now.get(role))));
      held.put(role, now.get(role));
    }
  }

  /** Tells what the switch knows; of its files nothing is looked at. */
  public void tell(Handover handover) throws IOException {
    int state = MemoryFile.create("vnetctl-state", StateWriter.write(handover));
    try {
      send(new DescriptorMessage(Holder.STATE, List.of(state)));
    } finally {
      MemoryFile.close(state);
    }
  }

  /** The switch ends as it should: the holder ends, too. */
  public void end() {
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
