package io.vnetctl.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SocketNameTest {
  @ParameterizedTest
  @CsvSource({
    "001.7, true, false, false",
    "1234.10, true, false, false",
    "01.7, false, false, false",
    "001., false, false, false",
    "001.7.8, false, false, false",
    "001.x, false, false, false",
    ".77-00001, false, true, true",
    ".77-, false, false, false",
    ".-1, false, false, false",
    ".7-1-1, false, false, false",
    "a.77-1, false, false, true",
    "a.b.77-1, false, false, true",
    "77-1, false, false, false",
    "ctl, false, false, false"
  })
  void r92_knowsTheNamesOfPortsAndClients(
      String name, boolean port, boolean client, boolean endsInClient) {
    assertEquals(port, SocketName.isPort(name));
    assertEquals(client, SocketName.isClient(name));
    assertEquals(endsInClient, SocketName.endsInClient(name));
  }
}
