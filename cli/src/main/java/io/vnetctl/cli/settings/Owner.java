package io.vnetctl.cli.settings;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.vde.Accounts;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * To whom TAP, sockets and pid file of a switch belong (spec vnetctl, R30, R40, R41, R44). Looking
 * it up may ask directory services over the network: it is done before anything is changed.
 *
 * @param name of the user, or the number where there is no name
 * @param uid unsigned 32 bit
 * @param gid unsigned 32 bit
 * @param group name of the group, or the number where there is no name
 */
public record Owner(String name, int uid, int gid, String group) {
  /**
   * Whom a call means: the user and group of -u, else the caller; the primary group by default.
   *
   * @throws CallException status 1: there is no such user or group, or -g is not the owner's group
   */
  public static Owner of(Call call, Caller caller) throws CallException {
    return of(call, caller, new Accounts());
  }

  private static Owner of(Call call, Caller caller, Accounts accounts) throws CallException {
    Owner owner =
        call.owner().isPresent()
            ? named(
                OwnerWords.of(call.owner().get(), name -> uid(name, accounts).isPresent()),
                accounts)
            : inGroup(caller.uid(), Optional.empty(), accounts);
    if (call.reexec().isPresent()) {
      owner.checkDelegated(caller, accounts);
    }
    if (call.group().isPresent()) {
      String group = call.group().get();
      OptionalInt gid = gid(group, accounts);
      if (gid.isEmpty()) {
        throw CallException.failed(
            "-g: there is no group '" + group + "'; see getent group for those there are");
      }
      if (gid.getAsInt() != owner.gid) {
        throw CallException.failed(
            "-g: group '"
                + group
                + "' is not that of the owner, which is "
                + owner.group
                + "; say -u "
                + owner.name
                + ":"
                + group);
      }
    }
    return owner;
  }

  /**
   * Root works for a user here: it lends him neither another user's name nor a group that he is not
   * in, for the switch would have that group's rights, and does what its console says.
   */
  private void checkDelegated(Caller caller, Accounts accounts) throws CallException {
    String real = caller.environment().getOrDefault("SUDO_UID", Integer.toUnsignedString(uid));
    if (!real.equals(Integer.toUnsignedString(uid)) && !real.equals("0")) {
      throw CallException.failed(
          "-u: sudo gives you the switch of uid %s, yourself, not that of %s; call it as root: sudo %s"
              .formatted(real, name, caller.program()));
    }
    if (IntStream.of(accounts.groupsOf(uid)).noneMatch(group -> group == gid)) {
      throw CallException.failed(
          "-u: user " + name + " is not in group " + group + "; take one of: id " + name);
    }
  }

  private static Owner named(OwnerWords words, Accounts accounts) throws CallException {
    return inGroup(uid(words.user(), accounts).getAsInt(), words.group(), accounts);
  }

  private static Owner inGroup(int uid, Optional<String> group, Accounts accounts)
      throws CallException {
    String name = accounts.userName(uid).orElse(Integer.toUnsignedString(uid));
    OptionalInt gid = group.isPresent() ? gid(group.get(), accounts) : accounts.primaryGroupOf(uid);
    if (gid.isEmpty()) {
      throw CallException.failed(
          group.isPresent()
              ? "-u: there is no group '" + group.get() + "'; see getent group for those there are"
              : "-u: user " + name + " has no primary group; say -u " + name + ":GROUP");
    }
    int number = gid.getAsInt();
    return new Owner(
        name, uid, number, accounts.groupName(number).orElse(Integer.toUnsignedString(number)));
  }

  private static OptionalInt uid(String nameOrNumber, Accounts accounts) {
    OptionalInt named = accounts.uidOf(nameOrNumber);
    return named.isPresent() ? named : number(nameOrNumber);
  }

  private static OptionalInt gid(String nameOrNumber, Accounts accounts) {
    OptionalInt named = accounts.gidOf(nameOrNumber);
    return named.isPresent() ? named : number(nameOrNumber);
  }

  /** A number of an account; 2^32 - 1 means none (chown(2)). */
  private static OptionalInt number(String text) {
    return UserNames.isNumber(text) && UserNames.isUser(text)
        ? OptionalInt.of(Integer.parseUnsignedInt(text))
        : OptionalInt.empty();
  }
}
