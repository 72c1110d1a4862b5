package io.vnetctl.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SwitchTitleTest {
  private static SwitchTitle title(String words) {
    return SwitchTitle.parse(words.replace('|', '\0').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void r57_knowsSwitchesAtEveryStageOfTheirStart() {
    for (String words :
        List.of(
            "vde_switch|-d|",
            "/usr/bin/vde_switch|-t|tap0|",
            "/bin/sh|/opt/vnetctl/bin/vde_switch|-d|",
            "/usr/lib/jvm/jdk/bin/java|-cp|x|io.vnetctl.cli.VdeSwitchMain|-d|",
            "vde_switch -t tap1")) {
      assertTrue(title(words).isSwitch(), words);
    }
  }

  @Test
  void whatOnlyMentionsASwitchIsNone() {
    for (String words :
        List.of(
            "",
            "|",
            "vim|/usr/bin/vde_switch|",
            "grep|vde_switch|/var/tmp/vde_mgmt0.root|",
            "/bin/sh|-c|vde_switch -d|",
            "sudo|vde_switch|-d|",
            "java|-cp|x|Other|vde_switch|",
            "vde_switches|-d|",
            "vim|io.vnetctl.cli.VdeSwitchMain|")) {
      assertFalse(title(words).isSwitch(), words);
    }
  }

  @Test
  void tellsPathsAndTap() {
    SwitchTitle title = title("vde_switch|-tap|tap7|-s|/a b/c|");

    assertTrue(title.names(Path.of("/a b/c")));
    assertFalse(title.names(Path.of("/a b")));
    assertEquals(Optional.of("tap7"), title.tap());
    assertEquals(Optional.of("tap1"), title("vde_switch|-t|tap1|").tap());
    assertEquals(Optional.of("tap2"), title("vde_switch|--tap|tap2|").tap());
    assertEquals(Optional.empty(), title("vde_switch|-t|").tap());
    assertEquals(Optional.of(Path.of("/a b/c")), title.directory());
    assertEquals(Optional.empty(), title.console());
    assertEquals(Optional.of(Path.of("/m")), title("vde_switch|--mgmt=/m|").console());
    assertEquals(Optional.empty(), title("vde_switch|-M|m|").console());
  }
}
