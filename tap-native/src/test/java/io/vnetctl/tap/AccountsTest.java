package io.vnetctl.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class AccountsTest {
  @Test
  void findsUsersAndGroupsByName() {
    assertEquals(OptionalLong.of(0), Accounts.uid("root"));
    assertEquals(OptionalLong.of(0), Accounts.gid("root"));
  }

  @Test
  void takesNoNumberForAName() {
    assertEquals(OptionalLong.empty(), Accounts.uid("0"));
    assertEquals(OptionalLong.empty(), Accounts.gid("0"));
  }

  @Test
  void findsNobodyOfAnUnknownName() {
    assertEquals(OptionalLong.empty(), Accounts.uid("no such user"));
    assertEquals(OptionalLong.empty(), Accounts.gid(""));
  }
}
