package io.vnetctl.cli;

import io.vnetctl.tap.PersistentDevice;
import java.util.OptionalLong;

/** What vde_tunctl was asked to do (spec, VDE command line, chapter 3). */
sealed interface TunctlRequest {
  /**
   * Make a device persistent.
   *
   * @param ownerUid empty: the caller, or anyone if a group is given
   * @param groupGid empty: any
   * @param brief print the name alone
   */
  record Create(
      PersistentDevice device, OptionalLong ownerUid, OptionalLong groupGid, boolean brief)
      implements TunctlRequest {}

  /** Let a device go. */
  record Remove(PersistentDevice device) implements TunctlRequest {}

  /**
   * Words that make no request.
   *
   * @param complaint one line, may be empty
   */
  record Unclear(String complaint) implements TunctlRequest {}
}
