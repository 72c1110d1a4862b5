package io.vnetctl.vde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AccountsTest {
  private static final int NOBODY_HAS_THIS = 1_999_999_999;

  private final Accounts accounts = new Accounts();

  @Test
  void knowsRootBothWays() {
    assertEquals(OptionalInt.of(0), accounts.uidOf("root"));
    assertEquals(Optional.of("root"), accounts.userName(0));
    assertEquals(OptionalInt.of(0), accounts.gidOf("root"));
    assertEquals(Optional.of("root"), accounts.groupName(0));
  }

  @Test
  void hasNoEntryForStrangers() {
    assertEquals(OptionalInt.empty(), accounts.uidOf("no such user"));
    assertEquals(OptionalInt.empty(), accounts.gidOf("no such group"));
    assertEquals(Optional.empty(), accounts.userName(NOBODY_HAS_THIS));
    assertEquals(Optional.empty(), accounts.groupName(NOBODY_HAS_THIS));
    assertEquals(OptionalInt.empty(), accounts.uidOf("root\0x"));
    assertEquals(OptionalInt.empty(), accounts.uidOf(""));
  }

  @Test
  void countsTheUsersOwnGroup() {
    assertTrue(accounts.isMember(0, 0));
    assertFalse(accounts.isMember(0, NOBODY_HAS_THIS));
    assertFalse(accounts.isMember(NOBODY_HAS_THIS, 0));
  }
}
