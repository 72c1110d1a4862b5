package io.vnetctl.cli.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vnetctl.cli.call.CallException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuestNicTest {
  private static final Path SOCK = Path.of("/v/s.jo");

  @Test
  void isOneOptionOfQemu() {
    assertEquals(
        List.of("-nic", "vde,sock=/v/a,,b,model=virtio-net-pci,mac=02:00:00:00:00:01"),
        new GuestNic(Path.of("/v/a,b"), GuestNic.DEFAULT_MODEL, "02:00:00:00:00:01").words());
  }

  @Test
  void aNameHasOneAddressOnEachHostAndSwitch() {
    String mac = GuestNic.macOf("lab00", SOCK, "web");

    assertEquals(mac, GuestNic.macOf("lab00", SOCK, "web"));
    assertNotEquals(mac, GuestNic.macOf("lab01", SOCK, "web"));
    assertNotEquals(mac, GuestNic.macOf("lab00", Path.of("/v/s.al"), "web"));
  }

  @Test
  void addressesAreLocalUnicastAndDiffer() throws CallException {
    Set<String> macs = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String mac = GuestNic.macOf("lab00", SOCK, "vm" + i);
      GuestNic.checkMac(mac);
      assertEquals(2, Integer.parseInt(mac.substring(0, 2), 16) & 3);
      macs.add(mac);
    }
    assertEquals(10_000, macs.size());
    assertEquals("fe:ff:ff:ff:ff:ff", GuestNic.mac(-1));
    assertEquals("02:00:00:00:00:00", GuestNic.mac(0));
  }

  @Test
  void anElementOfLibvirtIsXmlOfWordsForQemu() {
    assertEquals(
        """
        <qemu:commandline>
          <qemu:arg value='-netdev'/>
          <qemu:arg value='vde,id=vnetctl,sock=/it&apos;s &lt;a,,b> &amp; c'/>
          <qemu:arg value='-device'/>
          <qemu:arg value='e1000,netdev=vnetctl,mac=02:00:00:00:00:01,addr=0x18'/>
        </qemu:commandline>""",
        new GuestNic(Path.of("/it's <a,b> & c"), "e1000", "02:00:00:00:00:01").libvirtElement());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "02:00",
        "02:00:00:00:00:0g",
        "02:00:00:00:00:001",
        "2:0:0:0:0:1",
        "01:00:00:00:00:01",
        "02:00:00:00:00:01,x=y"
      })
  void refusesWhatIsNoAddressOfAnInterface(String mac) {
    assertThrows(CallException.class, () -> GuestNic.checkMac(mac));
  }
}
