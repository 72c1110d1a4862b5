package io.vnetctl.cli.manual;

import io.vnetctl.cli.settings.Setting;

/** vnetctl.conf(5): the settings of vnetctl, from their table. */
final class SettingsPage {
  private static final String NAME = "vnetctl.conf";

  private SettingsPage() {}

  static Page page() {
    PageSections sections = new PageSections();
    sections.add("NAME", new Block.Paragraph(NAME + " - settings of vnetctl"));
    Prose.of(NAME).forEach(sections::add);
    for (Setting setting : Setting.values()) {
      sections.add(
          "SETTINGS",
          new Block.Definition(
              "`" + setting.name() + "=`*" + setting.value() + "*",
              ProgramPage.sentence(setting.sentence()) + " Default: " + setting.initial() + "."));
    }
    return new Page(NAME, 5, sections.full());
  }
}
