package io.vnetctl.cli.handover;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Who keeps the open files of a switch, and what it knew last, for the case that it is killed.
 * Switch thread.
 */
public interface Keeper {
  /** Keeps an open file, too. */
  void come(OpenFile file) throws IOException;

  /** Lets the file of a role go. */
  void gone(Role role) throws IOException;

  /** Keeps what the switch knows now, as {@link StateWriter} writes it, in the place of before. */
  void state(String text) throws IOException;

  /** The keeper's own open files, as they are handed to another process. */
  List<OpenFile> files();

  /**
   * The switch ends as it should: lets everything go.
   *
   * @param held the roles of what is kept
   */
  void end(Set<Role> held);
}
