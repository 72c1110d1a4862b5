package io.vnetctl.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MachineOutputTest {
  @Test
  void r13_recordsHaveFieldsBetweenSemicolons() {
    assertEquals("tap0;7;live;", TerseRecord.of("tap0", 7, "live", ""));
  }

  @Test
  void r13_fieldsDoNotBreakARecord() {
    assertEquals("a\\x3bb\\x5cc\\x0ad\\x7f;é", TerseRecord.of("a;b\\c\nd\u007f", "é"));
  }

  @Test
  void jsonKeepsTheOrderOfMembers() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("ifname", "tap0");
    object.put("mtu", 1500);
    object.put("bytes", 1L << 40);
    object.put("up", true);
    object.put("peer", null);
    object.put("list", List.of(1, List.of(), Map.of()));
    assertEquals(
        "{\"ifname\":\"tap0\",\"mtu\":1500,\"bytes\":1099511627776,\"up\":true,\"peer\":null,\"list\":[1,[],{}]}",
        Json.text(object));
  }

  @Test
  void jsonEscapesWhatItHasTo() {
    assertEquals(
        "[\"\\\"\\\\/\\n\\t\\r\\u0001\\u007fé😀\\ud83d\\ude00\"]",
        Json.text(List.of("\"\\/\n\t\r\u0001\u007fé😀\ud83d" + "x\ude00"))
            .replace("\\ud83dx", "\\ud83d"));
  }

  @Test
  void jsonTakesTextThatIsJsonAsItIs() {
    assertEquals("[null,[1]]", Json.text(Arrays.asList(null, new Json.Verbatim("[1]"))));
  }

  @Test
  void jsonRefusesWhatItCannotSay() {
    assertThrows(IllegalArgumentException.class, () -> Json.text(new Object()));
  }
}
