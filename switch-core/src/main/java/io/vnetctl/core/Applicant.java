package io.vnetctl.core;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * Who asks for a port, as the kernel says (SO_PEERCRED), never as the client says.
 *
 * @param uid the user; empty for the switch's own devices, which pass every limit
 * @param owner whether the switch is that user's
 * @param membership whether the user is a member of a group, by its number
 */
public record Applicant(OptionalInt uid, boolean owner, IntPredicate membership) {

  /** The switch itself, for a TAP. */
  public static Applicant ownDevice() {
    return new Applicant(OptionalInt.empty(), true, gid -> true);
  }

  boolean isRoot() {
    return uid.isEmpty() || uid.getAsInt() == 0;
  }

  /** Whether the number of ports that each user may hold counts for this one. */
  boolean isLimited() {
    return !isRoot() && !owner;
  }

  boolean isUser(int user) {
    return uid.isPresent() && uid.getAsInt() == user;
  }

  boolean isMemberOf(int gid) {
    return membership.test(gid);
  }

  boolean isSameAs(Applicant other) {
    return uid.equals(other.uid);
  }
}
