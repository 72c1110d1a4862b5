package io.vnetctl.cli.manual;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sections of a page that is being made, in the order in which pages have them. */
final class PageSections {
  /** Of man-pages(7), and ours. */
  private static final List<String> ORDER =
      List.of(
          "NAME",
          "SYNOPSIS",
          "DESCRIPTION",
          "COMMANDS",
          "OPTIONS",
          "SETTINGS",
          "CONSOLE COMMANDS",
          "REMOTE HOSTS",
          "PRIVILEGES",
          "SIGNALS",
          "OUTPUT",
          "EXIT STATUS",
          "FILES",
          "ENVIRONMENT",
          "NOTES",
          "EXAMPLES",
          "SEE ALSO");

  private final Map<String, List<Block>> sections = new LinkedHashMap<>();

  PageSections() {
    ORDER.forEach(title -> sections.put(title, new ArrayList<>()));
  }

  void add(Section section) {
    section.blocks().forEach(block -> add(section.title(), block));
  }

  void add(String title, Block block) {
    List<Block> blocks = sections.get(title);
    if (blocks == null) {
      throw new IllegalArgumentException("pages have no section " + title);
    }
    blocks.add(block);
  }

  boolean isEmpty(String title) {
    return sections.get(title).isEmpty();
  }

  /** Those with text in them. */
  List<Section> full() {
    List<Section> full = new ArrayList<>();
    sections.forEach(
        (title, blocks) -> {
          if (!blocks.isEmpty()) {
            full.add(new Section(title, blocks));
          }
        });
    return full;
  }
}
