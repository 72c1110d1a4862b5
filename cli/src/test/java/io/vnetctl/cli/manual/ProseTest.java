package io.vnetctl.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProseTest {
  @Test
  void readsEveryKindOfBlock() {
    List<Section> sections =
        Prose.parse(
            """
            = DESCRIPTION
            One
            paragraph.

            == More
            Two:

                $ as it is
                  :: also

                after a gap
            `-x` :: term
              and text
            last
            = FILES
            a :: b
            """);
    assertEquals(
        List.of(
            new Section(
                "DESCRIPTION",
                List.of(
                    new Block.Paragraph("One paragraph."),
                    new Block.Heading("More"),
                    new Block.Paragraph("Two:"),
                    new Block.Verbatim(List.of("$ as it is", "  :: also", "", "after a gap")),
                    new Block.Definition("`-x`", "term and text last"))),
            new Section("FILES", List.of(new Block.Definition("a", "b")))),
        sections);
  }

  @Test
  void whatHasNoResourceHasNoSections() {
    assertEquals(List.of(), Prose.of("no-such-page"));
  }
}
