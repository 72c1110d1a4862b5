package io.vnetctl.tap;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A TUN/TAP device that lives without a process (TUNSETPERSIST), for a user who may later attach to
 * it without privileges. A TAP tells our switch by IFF_VNET_HDR that it may take super-frames from
 * it; who attaches without that flag gets frames as ever. Behaviour: spec, VDE command line,
 * chapter 3.
 *
 * @param cloneDevice mostly {@link TapDevice#CLONE_DEVICE}
 * @param kind what it carries
 * @param name at most 15 bytes; empty, or with {@code %d}, to let the kernel choose
 */
public record PersistentDevice(Path cloneDevice, TunKind kind, String name) {

  /**
   * Makes the device persistent, creating it if it does not exist. Nothing persists on failure.
   *
   * <p>An owner and a group are two conditions: where both are set, a user without privileges must
   * meet both.
   *
   * @param ownerUid 0 to 2^32 - 2; empty: the owner stays as it is, in a new device any user
   * @param groupGid same bounds; empty: the group stays as it is, in a new device any group
   * @return the name that the kernel gave
   * @throws SystemCallException naming the call: open, TUNSETIFF, TUNSETOWNER, TUNSETGROUP or
   *     TUNSETPERSIST
   */
  public String create(OptionalLong ownerUid, OptionalLong groupGid) throws SystemCallException {
    try (TunDescriptor device =
        TunDescriptor.attach(cloneDevice, kind, name, kind == TunKind.TAP)) {
      if (ownerUid.isPresent()) {
        device.owner(ownerUid.getAsLong());
      }
      if (groupGid.isPresent()) {
        device.group(groupGid.getAsLong());
      }
      if (kind == TunKind.TAP) {
        // one who was killed may have left some, which would confuse one who knows none
        device.takeNoOffloads();
      }
      device.persist(true);
      return device.name();
    }
  }

  /**
   * Makes the device vanish with the last descriptor attached to it, at once if there is none. A
   * device that does not exist is no error.
   *
   * @return the name that the kernel knows it by
   * @throws SystemCallException naming the call: open, TUNSETIFF or TUNSETPERSIST
   */
  public String remove() throws SystemCallException {
    try (TunDescriptor device = TunDescriptor.attach(cloneDevice, kind, name, false)) {
      device.persist(false);
      return device.name();
    }
  }
}
