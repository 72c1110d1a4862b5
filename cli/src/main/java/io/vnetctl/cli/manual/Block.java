package io.vnetctl.cli.manual;

import java.util.List;

/**
 * A piece of a manual page. Text marks literal words by backticks, replaceable ones by asterisks.
 */
sealed interface Block {
  /** Text that is filled. */
  record Paragraph(String text) implements Block {}

  /** Lines as they are; nothing is marked in them. */
  record Verbatim(List<String> lines) implements Block {
    public Verbatim {
      lines = List.copyOf(lines);
    }
  }

  /** A term and, indented, what it means. */
  record Definition(String term, String text) implements Block {}

  /** A heading inside of a section. */
  record Heading(String text) implements Block {}
}
