package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations were seen with vde_switch 2.3.2, but for the bits above 0777 of sockets. */
final class SocketModesTest {
  @ParameterizedTest
  @CsvSource({
    ", , 0600, 02700",
    "0660, , 0660, 02770",
    "0640, , 0640, 02750",
    "04755, , 0755, 02755",
    "0200, , 0200, 02300",
    "0111, , 0111, 02000",
    "066, , 066, 02077",
    "0, , 0, 02000",
    "07777, , 0777, 02777",
    ", 0755, 0644, 0755",
    ", 07777, 0666, 07777",
    ", 0, 0, 0",
    "0640, 0711, 0640, 0711",
  })
  void derivesFromEachOtherWhatIsNotGiven(
      String mode, String directoryMode, String sockets, String directory) {
    assertEquals(
        new SocketModes(Integer.decode(sockets), Integer.decode(directory)),
        SocketModes.of(octal(mode), octal(directoryMode)));
  }

  private static OptionalInt octal(String text) {
    return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.decode(text));
  }
}
