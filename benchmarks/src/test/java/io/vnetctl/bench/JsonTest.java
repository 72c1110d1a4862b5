package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  private record Point(int x, double y, String name) {}

  @Test
  void writesRecordsOfScalarsOnOneLine() {
    assertEquals("{\"x\": 1, \"y\": 2.5, \"name\": \"a\"}\n", Json.write(new Point(1, 2.5, "a")));
  }

  @Test
  void indentsWhatHoldsObjects() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("on", true);
    object.put("points", List.of(new Point(1, 0, "a"), new Point(2, 0, "b")));
    assertEquals(
        """
        {
          "on": true,
          "points": [
            {"x": 1, "y": 0.0, "name": "a"},
            {"x": 2, "y": 0.0, "name": "b"}
          ]
        }
        """,
        Json.write(object));
  }

  @Test
  void escapesTextAndWritesNullForWhatIsNoNumber() {
    assertEquals("\"a\\\"\\\\\\n\\u0001µ\"\n", Json.write("a\"\\\n\u0001µ"));
    assertEquals("[null, 1]\n", Json.write(List.of(Double.NaN, 1)));
  }
}
