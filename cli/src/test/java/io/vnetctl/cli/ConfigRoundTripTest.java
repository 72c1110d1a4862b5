package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.cli.config.ConfigMerge;
import io.vnetctl.cli.config.Layout;
import io.vnetctl.cli.config.LayoutText;
import io.vnetctl.cli.config.RandomLayouts;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is saved means what was so, and saving again changes nothing. */
final class ConfigRoundTripTest {
  private static final int ROUNDS = 500;

  @Test
  void whatIsSavedIntoAnyFileIsWhatWasSo() {
    RandomLayouts layouts = new RandomLayouts(7);
    String file = "# of nobody\n";
    for (int i = 0; i < ROUNDS; i++) {
      Layout layout = layouts.next();

      file = save(file, layout);

      assertEquals(layout, read(file), file);
      assertEquals(file, save(file, read(file)));
    }
  }

  @Test
  void keepsWhatTheUserWrote() {
    String before =
        """
        # The web servers' switch.
        [switch]
          sock   =  /run/web
        numports=8
        ; small
        hub = off

        # customers
        [vlan 10]

        # gone soon
        [vlan 20]
        bonus = none

        [port 3]
          vlan   =  10
        # both
        tagged = 20
        """;
    Layout changed =
        read(
            """
            [switch]
            numports = 16
            hash-expire = 300
            [vlan 10]
            [vlan 30]
            bonus = 3 5
            [port 3]
            tagged = 10,30
            user = 0
            [port 4]
            vlan = 30
            """);

    assertEquals(
        """
        # The web servers' switch.
        [switch]
          sock   =  /run/web
        numports=16
        ; small
        hub = off
        hash-expire = 300

        # customers
        [vlan 10]

        # gone soon

        [port 3]
          vlan   =  0
        # both
        tagged = 10,30
        user = root

        [vlan 30]
        bonus = 3 5

        [port 4]
        vlan = 30
        """,
        save(before, changed));
  }

  @Test
  void aFileWithoutALastNewlineAndAnEmptyOneAreCompleted() {
    Layout layout = read("[switch]\nnumports = 16\n");

    assertEquals("[switch]\nnumports = 16\n", save("", layout));
    assertEquals("[switch]\nnumports = 16\n", save("[switch]", layout));
  }

  private static String save(String file, Layout layout) {
    return ConfigMerge.merge(
        file,
        ConfigTable.KEYS,
        new LayoutText(
            layout,
            new LayoutText.Names(
                uid -> uid == 0 ? "root" : "" + uid, gid -> gid == 0 ? "wheel" : "" + gid)));
  }

  private static Layout read(String text) {
    Outcome outcome =
        new SwitchCommandLine(
                "prog",
                true,
                group -> group.equals("wheel") ? OptionalInt.of(0) : OptionalInt.empty(),
                user -> Optional.empty(),
                user -> user.equals("root") ? OptionalInt.of(0) : OptionalInt.empty(),
                file -> text)
            .parse("--config", "/test.conf");
    return assertInstanceOf(Outcome.Run.class, outcome, () -> outcome + "\n" + text)
        .options()
        .configured()
        .layout();
  }
}
