package io.vnetctl.cli.handover;

import io.vnetctl.cli.service.ServiceManager;
import io.vnetctl.vde.MemoryFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The service manager as the keeper of a switch: it starts the switch anew when it is killed, and
 * passes everything to it, see {@link StoredSwitch}. Sockets of socket units it has anyway.
 *
 * <p>What the switch knows is in two files in memory, written in turn: of one that was being
 * written when the switch was killed the other is whole. Switch thread, but for {@link #open}.
 */
public final class DescriptorStore implements Keeper {
  /** How names of descriptors in the store begin; the role follows. */
  static final String PREFIX = "kept ";

  /** Digits of the serial number before the text of a state; of two the greater one counts. */
  static final int SERIAL_DIGITS = 19;

  private static final int SLOTS = 2;

  private final ServiceManager manager;
  private final int capacity;
  private final List<Integer> states;
  private final Consumer<String> log;
  private int turn;
  private int kept;
  private boolean full;

  private DescriptorStore(
      ServiceManager manager, int capacity, List<Integer> states, Consumer<String> log) {
    this.manager = manager;
    this.capacity = capacity;
    this.states = List.copyOf(states);
    this.log = log;
    this.kept = states.size();
  }

  /**
   * An empty store. Any thread.
   *
   * @param capacity how many descriptors the manager keeps at most
   * @throws IOException if there is no memory for it
   */
  public static DescriptorStore open(ServiceManager manager, int capacity, Consumer<String> log)
      throws IOException {
    List<Integer> states = new ArrayList<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      int state = MemoryFile.create("vnetctl-state", "");
      states.add(state);
      manager.keep(name(new Role.KeptState(slot)), state);
    }
    return new DescriptorStore(manager, capacity, states, log);
  }

  /**
   * Goes on with the store of another process.
   *
   * @param files all that was handed over
   */
  public static DescriptorStore adopt(
      ServiceManager manager, int capacity, List<OpenFile> files, Consumer<String> log) {
    List<Integer> states =
        files.stream()
            .filter(file -> file.role() instanceof Role.KeptState)
            .map(OpenFile::descriptor)
            .toList();
    DescriptorStore store = new DescriptorStore(manager, capacity, states, log);
    store.kept = files.size();
    return store;
  }

  static String name(Role role) {
    return PREFIX + RoleText.of(role);
  }

  @Override
  public void come(OpenFile file) {
    if (isOfManager(file.role())) {
      return;
    }
    if (kept >= capacity) {
      if (!full) {
        full = true;
        log.accept(
            "the service manager keeps %d descriptors and no more (FileDescriptorStoreMax=):"
                    .formatted(capacity)
                + " who plugs in from now on will not outlive this process");
      }
      return;
    }
    manager.keep(name(file.role()), file.descriptor());
    kept++;
  }

  private static boolean isOfManager(Role role) {
    return role instanceof Role.ControlSocket(boolean given) && given
        || role instanceof Role.ConsoleSocket(boolean ofUnit) && ofUnit;
  }

  /** One that was never kept is let go as well, which changes nothing. */
  @Override
  public void gone(Role role) {
    manager.drop(name(role));
    kept--;
  }

  @Override
  public void state(String text) throws IOException {
    // A clock that all processes share: the serial numbers of the next go on from here.
    long serial = System.nanoTime();
    turn = (turn + 1) % states.size();
    MemoryFile.replace(states.get(turn), ("%0" + SERIAL_DIGITS + "d%n%s").formatted(serial, text));
  }

  @Override
  public List<OpenFile> files() {
    List<OpenFile> files = new ArrayList<>();
    for (int slot = 0; slot < states.size(); slot++) {
      files.add(new OpenFile(new Role.KeptState(slot), states.get(slot)));
    }
    return files;
  }

  @Override
  public void end(Set<Role> held) {
    // The state first: without it nothing that is left counts.
    for (int slot = 0; slot < states.size(); slot++) {
      manager.drop(name(new Role.KeptState(slot)));
    }
    held.forEach(this::gone);
  }
}
