package io.vnetctl.cli.handover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a {@link Keeper} has of a switch: is told of each change. Switch thread. */
public final class Deposit {
  private final Keeper keeper;
  private final Map<Role, Integer> held = new HashMap<>();

  /** Nothing is kept yet. */
  public Deposit(Keeper keeper) {
    this.keeper = keeper;
  }

  /**
   * Goes on with the deposit of another process.
   *
   * @param files what the keeper has of that
   */
  public static Deposit adopt(Keeper keeper, List<OpenFile> files) {
    Deposit deposit = new Deposit(keeper);
    files.stream()
        .filter(file -> isKept(file.role()))
        .forEach(file -> deposit.held.put(file.role(), file.descriptor()));
    return deposit;
  }

  /** Connections without a request are not worth it, and the keeper's own files are there. */
  private static boolean isKept(Role role) {
    return !(role instanceof Role.Waiting
        || role instanceof Role.Holder
        || role instanceof Role.KeptState);
  }

  /** The keeper's own open files, as they are handed to another process. */
  public List<OpenFile> files() {
    return keeper.files();
  }

  /**
   * Tells which files are open now. To be called whenever one has come or gone.
   *
   * @throws IOException if the keeper is lost
   */
  public void tell(List<OpenFile> open) throws IOException {
    Map<Role, Integer> now = new HashMap<>();
    open.stream()
        .filter(file -> isKept(file.role()))
        .forEach(file -> now.put(file.role(), file.descriptor()));
    Set<Role> gone = new HashSet<>(held.keySet());
    gone.removeIf(role -> held.get(role).equals(now.get(role)));
    List<Role> come = new ArrayList<>(now.keySet());
    come.removeIf(role -> now.get(role).equals(held.get(role)));
    for (Role role : gone) {
      keeper.gone(role);
      held.remove(role);
    }
    for (Role role : come) {
      keeper.come(new OpenFile(role, now.get(role)));
      held.put(role, now.get(role));
    }
  }

  /** Tells what the switch knows; of its files nothing is looked at. */
  public void tell(Handover handover) throws IOException {
    keeper.state(StateWriter.write(handover));
  }

  /** The switch ends as it should. */
  public void end() {
    keeper.end(Set.copyOf(held.keySet()));
  }
}
