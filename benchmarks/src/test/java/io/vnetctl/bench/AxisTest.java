package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void startsAtZeroWhenFiguresAreClose() {
    Axis axis = Axis.covering(3, 6);
    assertFalse(axis.logarithmic());
    assertEquals(0.5, axis.position(3), 1e-9);
    assertEquals(List.of(0., 1., 2., 3., 4., 5., 6.), axis.ticks());
  }

  @Test
  void isLogarithmicWhenFiguresAreFarApart() {
    Axis axis = Axis.covering(0.3, 45);
    assertTrue(axis.logarithmic());
    assertEquals(new Axis(0.2, 50, true), axis);
    assertEquals(0, axis.position(0.2), 1e-9);
    assertEquals(1, axis.position(50), 1e-9);
    assertEquals(List.of(0.2, 0.5, 1., 2., 5., 10., 20., 50.), axis.ticks());
  }

  @Test
  void showsOnlyPowersOfTenOnLongLines() {
    assertEquals(List.of(1., 10., 100., 1000.), Axis.covering(1, 5000).ticks());
  }

  @Test
  void hasRoomForNothing() {
    assertEquals(0, Axis.covering(0, 0).position(0));
  }

  @Test
  void writesTicksShort() {
    assertEquals("0", Axis.label(0));
    assertEquals("0.05", Axis.label(0.05));
    assertEquals("20", Axis.label(20));
    assertEquals("100", Axis.label(100));
    assertEquals("50,000", Axis.label(50_000));
  }
}
