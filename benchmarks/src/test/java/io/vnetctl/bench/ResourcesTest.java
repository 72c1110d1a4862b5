package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void closesTheLastFirstAndAllWhenOneFails() {
    Resources resources = new Resources();
    resources.add(() -> closed.add("first"));
    resources.add(
        () -> {
          throw new IOException("stuck");
        });
    resources.add(() -> closed.add("last"));
    assertEquals("stuck", assertThrows(IOException.class, resources::close).getMessage());
    assertEquals(List.of("last", "first"), closed);
  }

  @Test
  void closesWhatIsThereWhenBuildingFails() {
    assertThrows(
        IOException.class,
        () ->
            Resources.build(
                resources -> {
                  resources.add(() -> closed.add("one"));
                  throw new IOException("no second");
                }));
    assertEquals(List.of("one"), closed);
  }
}
