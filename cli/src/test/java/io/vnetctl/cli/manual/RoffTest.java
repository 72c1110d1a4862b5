package io.vnetctl.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RoffTest {
  private static String lines(Block... blocks) {
    Page page = new Page("a-b", 1, List.of(new Section("NAME", List.of(blocks))));
    String text = Roff.of(page, "2026-01-02", "vnetctl 1.0");
    String head = ".TH \"A\\-B\" 1 \"2026-01-02\" \"vnetctl 1.0\" \"vnetctl manual\"\n.ad l\n.nh\n";
    assertTrue(text.startsWith(head), text);
    return text.substring(head.length() + ".SH \"NAME\"\n".length());
  }

  @Test
  void charactersStandForThemselves() {
    assertEquals(
        "a \\(rs b \\-\\-c \\(aqd\\(aq \\(ti/x \\(ha\n",
        lines(new Block.Paragraph("a \\ b --c 'd' ~/x ^")));
    assertEquals("\\[u2026]\n", lines(new Block.Paragraph("\u2026")));
  }

  @Test
  void noLineOfTextIsARequest() {
    assertEquals("\\&.so x\n", lines(new Block.Paragraph(".so x")));
    assertEquals("\\&\\(aqso x\n", lines(new Block.Paragraph("'so x")));
    assertTrue(
        lines(new Block.Verbatim(List.of(".so x", "", "'y", " .z")))
            .contains("\n\\&.so x\n\\&\n\\&\\(aqy\n .z\n"));
  }

  @Test
  void aWrappedLineIsNoRequestEither() {
    String words = "a".repeat(74) + " .bc";
    assertEquals("a".repeat(74) + "\n\\&.bc\n", lines(new Block.Paragraph(words)));
  }

  @Test
  void marksBecomeFonts() {
    assertEquals(
        "\\fB\\-b\\fP \\fIBRIDGE\\fP, see \\fBip\\-link\\fP(8)\n",
        lines(new Block.Paragraph("`-b` *BRIDGE*, see ip-link(8)")));
    assertEquals("2 * 3 * 4\n", lines(new Block.Paragraph("2 * 3 * 4")));
  }

  @Test
  void argumentsOfMacrosAreQuoted() {
    assertTrue(
        Roff.of(new Page("x", 5, List.of(new Section("A \"B\"", List.of()))), "", "y")
            .endsWith(".SH \"A \\(dqB\\(dq\"\n"));
  }

  @Test
  void sentencesBeginLines() {
    assertEquals("One.\nTwo.\n", lines(new Block.Paragraph("One. Two.")));
  }

  @Test
  void definitionsHaveTheirTermInALineOfItsOwn() {
    assertEquals(".TP\n\\fB\\-x\\fP\nText.\n", lines(new Block.Definition("`-x`", "Text.")));
  }
}
