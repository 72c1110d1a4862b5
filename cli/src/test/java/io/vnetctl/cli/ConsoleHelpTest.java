package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleHelpTest {

  @Test
  void listsCommandsWithoutTitles() {
    List<String> lines =
        """
        COMMAND PATH       SYNTAX          HELP
        ------------       --------------  ------------
        ds                 ============    DATA SOCKET MENU
        ds/showinfo                        show ds info
        hash/find          MAC [VLAN]      MAC lookup\
        """
            .lines()
            .toList();

    assertEquals(
        List.of(
            new ConsoleHelp("ds/showinfo", "show ds info"),
            new ConsoleHelp("hash/find", "MAC [VLAN] MAC lookup")),
        ConsoleHelp.parse(lines));
  }
}
