package io.vnetctl.cli.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vnetctl.cli.call.CallException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VdeqWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        // -net, as of vdeq and as of QEMU
        "-net vde,sock=/s > -nic vde,sock=/s",
        "-net vde > -nic vde,sock=/own",
        "-net vde,sock=/s,port=3,group=g,mode=0660 > -nic vde,sock=/s,port=3,group=g,mode=0660",
        "--net vde,sock=/s > -nic vde,sock=/s",
        "-net nic -net vde,sock=/s > -nic vde,sock=/s",
        "-net nic,macaddr=02:00:00:00:00:01,model=virtio -net vde,sock=/s"
            + " > -nic vde,sock=/s,mac=02:00:00:00:00:01,model=virtio",
        "-net vde,sock=/s -m 1 -net nic,model=e1000 > -m 1 -nic vde,sock=/s,model=e1000",
        "-net vde,sock=/a,,b > -nic vde,sock=/a,,b",
        // hubs
        "-net nic,vlan=0 -net nic,vlan=1,model=m -net vde,vlan=0 -net vde,vlan=1,sock=/s,port=10"
            + " > -nic vde,sock=/own -nic vde,sock=/s,port=10,model=m",
        "-net nic,vlan=1 -net user,vlan=1,name=u -net nic -net vde > -nic user,id=u -nic vde,sock=/own",
        "-net nic -net nic -net vde,vlan=0,sock=/s > -net nic -net nic -net vde,sock=/s",
        "-net nic,vlan=2 -net nic,vlan=2 -net vde,vlan=2,sock=/s"
            + " > -netdev hubport,id=vdeq0-hub,hubid=2 -net nic,netdev=vdeq0-hub"
            + " -netdev hubport,id=vdeq1-hub,hubid=2 -net nic,netdev=vdeq1-hub"
            + " -netdev vde,id=vdeq2,sock=/s -netdev hubport,id=vdeq2-hub,hubid=2,netdev=vdeq2",
        // what -nic does not take
        "-net nic,addr=4 -net vde,sock=/s"
            + " > -netdev vde,id=vdeq1,sock=/s -net nic,netdev=vdeq1,addr=4",
        "-net nic,vlan=1 -net vde,vlan=1,sock=/s -net nic,name=n -net vde,name=v,sock=/t"
            + " > -netdev vde,id=vdeq1,sock=/s -net nic,netdev=vdeq1"
            + " -netdev vde,id=v,sock=/t -net nic,netdev=v,name=n",
        // the old words
        "-sock /s > -nic vde,sock=/s",
        "-vdesock /s > -nic vde,sock=/s",
        "-sock /s[4],/t > -nic vde,sock=/s,port=4 -nic vde,sock=/t",
        "-net nic,macaddr=02:00:00:00:00:01 -sock /s,/t"
            + " > -nic vde,sock=/s,mac=02:00:00:00:00:01 -nic vde,sock=/t",
        "--mod 660 -sock /s > -nic vde,sock=/s,mode=0660",
        "--mod 0660 -net vde,sock=/s,mode=0600 > -nic vde,sock=/s,mode=0600",
        // nothing said, or said natively
        "-m 1 > -m 1 -nic vde,sock=/own",
        "-netdev vde,id=a -device e1000,netdev=a > -netdev vde,sock=/own,id=a -device e1000,netdev=a",
        "-nic vde,model=e1000 > -nic vde,sock=/own,model=e1000",
        "-nic user > -nic user",
        "-net none > -net none",
        "-net nic -net user > -net nic -net user",
      })
  void r131_becomesWordsOfToday(String given, String expected) throws CallException {
    assertEquals(expected.strip(), String.join(" ", translate(given)));
  }

  @Test
  void keepsWordsWithBlanks() throws CallException {
    assertEquals(
        List.of("-name", "a b", "-nic", "vde,sock=/a b"),
        VdeqWords.translate(List.of("-name", "a b", "-net", "vde,sock=/a b"), () -> "/own"));
  }

  @Test
  void escapesTheCallersSocket() throws CallException {
    assertEquals(List.of("-nic", "vde,sock=/a,,b"), VdeqWords.translate(List.of(), () -> "/a,b"));
  }

  @Test
  void asksForTheCallersSocketOnlyIfItIsNeeded() throws CallException {
    CallersSocket none =
        () -> {
          throw CallException.missing("there is no switch");
        };

    VdeqWords.translate(List.of("-net", "vde,sock=/s", "-sock", "/t"), none);
    assertThrows(CallException.class, () -> VdeqWords.translate(List.of(), none));
  }

  @Test
  void refusesWordsWithoutTheirArgument() {
    for (String word : List.of("-net", "-sock", "--mod", "-nic")) {
      CallException e = assertThrows(CallException.class, () -> translate("-m 1 " + word));
      assertEquals(word + " needs an argument; see vdeq -h", e.getMessage());
    }
  }

  private static List<String> translate(String given) throws CallException {
    return VdeqWords.translate(List.of(given.strip().split(" ")), () -> "/own");
  }
}
