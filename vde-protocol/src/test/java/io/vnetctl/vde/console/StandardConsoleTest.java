package io.vnetctl.vde.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.vde.Accounts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandardConsoleTest {
  private final TestSwitch target = new TestSwitch();
  private final EventExecutor loop = new DefaultEventExecutor();
  private final CountDownLatch ended = new CountDownLatch(1);

  @AfterEach
  void endLoop() {
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void answersWithoutGreetingAndPromptAndEndsTheSwitchAtTheEnd() throws Exception {
    assertEquals(
        "1038 Function not implemented\n1000 Success\n1002 No such file or directory\n",
        outputOf("bogus\n# x\nlogout\nvlan/create 5\nplugin/del", false));
  }

  @Test
  void endsTheSwitchOnShutdownWithoutAWord() throws Exception {
    assertEquals("1000 Success\n", outputOf("vlan/create 5\nshutdown\nvlan/create 6\n", false));
  }

  @Test
  void promptsOnATerminal() throws Exception {
    assertEquals("\nvde$ 1000 Success\n\nvde$ \nvde$ ", outputOf("vlan/create 5\nlogout\n", true));
  }

  @Test
  void writesLongOutputWhole() throws Exception {
    int helps = 200;
    String output = outputOf("help\n".repeat(helps), false);
    assertEquals(helps, output.lines().filter("1000 Success"::equals).count());
  }

  private String outputOf(String input, boolean terminal) throws InterruptedException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    SwitchIdentity identity =
        new SwitchIdentity(1, new MacAddress(2), () -> 0, "/c", 0600, Optional.empty());
    Surroundings around =
        new Surroundings(target, identity, new Accounts(), ended::countDown, line -> {});
    new StandardConsole(
            around, loop, new ByteArrayInputStream(input.getBytes(ISO_8859_1)), output, terminal)
        .begin();
    assertTrue(ended.await(10, TimeUnit.SECONDS), "the switch has not ended");
    return output.toString(ISO_8859_1);
  }
}
