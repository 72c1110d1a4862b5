package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlotTest {
  private static final Quantity TIME = Quantity.compared("Time, µs <median>", "%.1f");
  private final Comparison comparison = new Comparison(List.of("row"), List.of("a & b", "c"));

  @Test
  void drawsPointOfEachFigureAndLegend() throws Exception {
    for (String contender : comparison.contenders()) {
      comparison.add(TIME, List.of("one"), contender, 3);
      comparison.add(TIME, List.of("two"), contender, 5);
    }
    Document svg = parse(Plot.svg(comparison).orElseThrow());
    assertEquals("svg", svg.getDocumentElement().getTagName());
    assertEquals(4 + 2, svg.getElementsByTagName("circle").getLength());
  }

  @Test
  void leavesOutWhatIsOnlyTold() {
    comparison.add(Quantity.told("Loss", "%.1f"), List.of("one"), "c", 3);
    assertEquals(Optional.empty(), Plot.svg(comparison));
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
