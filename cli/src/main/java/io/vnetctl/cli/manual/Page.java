package io.vnetctl.cli.manual;

import java.util.List;

/**
 * A manual page.
 *
 * @param name such as {@code vnetctl-create}
 * @param number of the section of the manual, such as 1 for programs
 * @param sections in their order; NAME is the first
 */
public record Page(String name, int number, List<Section> sections) {
  /** Keeps its own list. */
  public Page {
    sections = List.copyOf(sections);
  }

  /** Its file below the folder of manual pages. */
  public String file() {
    return "man" + number + "/" + name + "." + number;
  }
}
