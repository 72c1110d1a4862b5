package io.vnetctl.cli.manual;

import io.vnetctl.cli.config.ConfigKey;
import io.vnetctl.cli.config.ConfigSection;
import java.util.List;

/** vnetctl-switch.conf(5): the configuration file of a switch, from the table of its keys. */
final class SwitchConfigPage {
  private static final String NAME = "vnetctl-switch.conf";

  private SwitchConfigPage() {}

  static Page page(List<ConfigKey> keys) {
    PageSections sections = new PageSections();
    sections.add("NAME", new Block.Paragraph(NAME + " - configuration file of a switch"));
    Prose.of(NAME).forEach(sections::add);
    for (ConfigSection kind : ConfigSection.values()) {
      String argument = kind.argument().isEmpty() ? "" : " " + kind.argument();
      sections.add("SETTINGS", new Block.Heading("[" + kind.word() + argument + "]"));
      keys.stream()
          .filter(key -> key.section() == kind)
          .forEach(key -> sections.add("SETTINGS", definition(key)));
    }
    return new Page(NAME, 5, sections.full());
  }

  private static Block.Definition definition(ConfigKey key) {
    StringBuilder text = new StringBuilder(ProgramPage.sentence(key.sentence()));
    if (!key.unit().isEmpty()) {
      text.append(" Unit: ").append(key.unit()).append('.');
    }
    if (!key.initial().isEmpty()) {
      text.append(" Initially ").append(key.initial()).append('.');
    }
    if (key.effect() == ConfigKey.Effect.RESTART) {
      text.append(" A change waits for a restart.");
    }
    return new Block.Definition(
        "`" + key.name() + "` = *" + key.type().syntax() + "*", text.toString());
  }
}
