package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The pictures of docs/pictures can be made again: {@code build/pictures}. */
final class PicturesTest {
  @TempDir Path folder;

  @Test
  void sessionIsDrawnFromWhatTheProgramsPrint() throws Exception {
    Requirement.tap();

    assertEquals(folder.resolve("session.svg") + "\n", draw("session"));

    String shown = text(drawn("session"));
    for (String command : new String[] {"create", "ports", "check", "cancel"}) {
      assertTrue(shown.contains("vnetctl -u alice " + command), shown);
    }
    assertTrue(shown.contains("VDE environment  for USER=\"alice\" => [OK]"), shown);
  }

  @Test
  void drawingAndPlotAreWellFormed() throws Exception {
    draw("frame", "speed");

    assertTrue(text(drawn("frame")).contains("recvmmsg"));
    assertTrue(text(drawn("speed")).contains("vde_switch, 1,000 ports"));
  }

  private String draw(String... names) {
    String[] command = new String[3 + names.length];
    command[0] = Repository.file("build/pictures").toString();
    command[1] = "--out";
    command[2] = folder.toString();
    System.arraycopy(names, 0, command, 3, names.length);
    return PeerProcess.run(command);
  }

  private Document drawn(String name) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve(name + ".svg").toFile());
  }

  private static String text(Document picture) {
    NodeList texts = picture.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .collect(Collectors.joining());
  }
}
