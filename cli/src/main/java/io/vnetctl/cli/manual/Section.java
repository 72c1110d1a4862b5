package io.vnetctl.cli.manual;

import java.util.List;

/** A titled part of a manual page. */
record Section(String title, List<Block> blocks) {
  Section {
    blocks = List.copyOf(blocks);
  }
}
