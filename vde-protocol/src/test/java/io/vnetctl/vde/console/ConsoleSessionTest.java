package io.vnetctl.vde.console;

import static io.vnetctl.vde.console.TestConsole.PROMPT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.MacAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleSessionTest {
  private static final String OK = "1000 Success\n" + PROMPT;

  private final TestSwitch target = new TestSwitch();
  private final TestConsole console = TestConsole.greeted(target);

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void greetsInOneWriteEndingInThePrompt() {
    try (TestConsole fresh = new TestConsole(target)) {
      List<String> writes = fresh.writes();

      assertEquals(1, writes.size());
      assertEquals(
          "VDE switch V.2.3.2\nvnetctl, a virtual Ethernet switch in Java (Apache-2.0)\n\nvde$ ",
          writes.getFirst());
    }
  }

  @Test
  void defectOfACommandClosesItsConsoleAloneAndIsLoggedOnce() {
    try (TestConsole other = TestConsole.greeted(target)) {
      target.replies =
          command -> {
            throw new IllegalStateException("broken");
          };
      console.send("vlan/create 5\nvlan/create 6\n");
      console.pass(1);

      assertTrue(console.isClosed());
      assertEquals(
          List.of(
              "console closed, for a defect of the switch: java.lang.IllegalStateException: broken"),
          target.log);
      target.replies = command -> new Reply.Done();
      assertEquals(OK, other.answer("vlan/create 7\n"));
    }
  }

  @Test
  void sendsEachReplyWithItsPromptInOneWrite() {
    console.send("help hash/p\n");

    List<String> writes = console.writes();
    assertEquals(1, writes.size());
    assertTrue(writes.getFirst().endsWith("1000 Success\n\nvde$ "));
  }

  @Test
  void answersEveryLineOfOneReadInOrder() {
    assertEquals(
        OK + PROMPT + "1038 Function not implemented\n" + PROMPT + OK,
        console.answer("vlan/create 5\n\nbogus\nvlan/create 6\n"));
    assertEquals(List.of(new Command.CreateVlan(5), new Command.CreateVlan(6)), target.commands);
  }

  @Test
  void answersACommandHoweverItIsSplit() {
    String line = "vlan/create 10\r\n";
    for (int cut = 1; cut < line.length(); cut++) {
      target.commands.clear();
      console.send(line.substring(0, cut));
      console.pass(Dialogue.SETTLED_MILLIS - 1);
      console.send(line.substring(cut));
      assertEquals(OK, console.text(), "cut at " + cut);
      assertEquals(List.of(new Command.CreateVlan(10)), target.commands);
    }
  }

  @Test
  void answersACommandTypedByteByByteWithPauses() {
    for (char c : "vlan/create 10\n".toCharArray()) {
      console.send(String.valueOf(c));
      console.pass(Dialogue.UNSETTLED_MILLIS - 1);
    }
    assertEquals(OK, console.text());
    assertEquals(List.of(new Command.CreateVlan(10)), target.commands);
  }

  @Test
  void runsACommandWithoutNewlineAfterAShortSilence() {
    console.send("vlan/create 9");
    assertEquals("", console.text());
    console.pass(Dialogue.SETTLED_MILLIS);
    assertEquals(OK, console.text());
    assertEquals(List.of(new Command.CreateVlan(9)), target.commands);
  }

  @Test
  void answersEvenAnUnfinishedCommandAfterALongerSilence() {
    console.send("vlan/cre");
    console.pass(Dialogue.SETTLED_MILLIS);
    assertEquals("", console.text());
    console.pass(Dialogue.UNSETTLED_MILLIS);
    assertEquals("1038 Function not implemented\n" + PROMPT, console.text());
  }

  @Test
  void runsTheRestAtTheEndOfInputAndCloses() {
    console.send("vlan/create 9");
    console.endInput();

    assertEquals(OK, console.text());
    assertFalse(console.channel.isOpen());
  }

  @Test
  void refusesALineTooLongOnceAndGoesOnAfterIt() {
    String answer = console.answer("x".repeat(5000));
    answer += console.answer("x".repeat(90_000));
    answer += console.answer("xx\nvlan/create 5\n");

    assertEquals(
        "1022 Invalid argument: a line may have 4096 bytes, send shorter ones\n" + PROMPT + OK,
        answer);
  }

  @Test
  void endsTheSessionOnLogoutAndIgnoresWhatFollows() {
    assertEquals("9999 END OF SESSION", console.answer("logout\nvlan/create 5\n"));
    assertFalse(console.channel.isOpen());
    assertEquals(List.of(), target.commands);
  }

  @Test
  void endsTheSwitchOnShutdownAndStaysConnectedUntilThat() {
    assertEquals("9999 END OF SESSION", console.answer("shutdown\nvlan/create 5\n"));
    assertEquals(1, target.shutdowns);
    assertEquals("", console.answer("vlan/create 6\n"));
    assertEquals(List.of(), target.commands);
    assertTrue(console.channel.isOpen());
  }

  @Test
  void showsEventsBeforeTheReplyOfTheCommandThatCausedThem() {
    console.answer("debug/add port\n");
    target.replies =
        command -> {
          target.happen(new Event.PortCreated(3));
          return new Reply.PortCreated(3);
        };

    assertEquals(
        "3021 port/+ 03\n0000 DATA END WITH '.'\nPort 0003\n.\n" + OK,
        console.answer("port/createauto\n"));
  }

  @Test
  void showsEventsOfOthersWithoutPromptAndOnlyIfAskedFor() {
    console.answer("debug/add port/ep\n");
    target.happen(new Event.PortCreated(3));
    target.happen(new Event.EndpointAdded(3, 7));
    target.happen(new Event.EndpointRemoved(3, 17));
    console.pass(1);

    assertEquals(
        List.of("3031 port/ep/+ Port 03 FD  7\n3032 port/ep/- Port 03 FD 17\n"), console.writes());
  }

  @Test
  void makesLongAnswersInSlicesAndOnlyAsFastAsTheyAreRead() {
    int[] made = {0};
    target.replies = command -> macs(65_536, made);

    console.send("hash/print\n");
    int madeFirst = made[0];
    String answer = console.answer("vlan/create 1\n");

    assertTrue(madeFirst < 400, "lines made at first: " + madeFirst);
    assertEquals(65_536, made[0]);
    assertEquals(65_536, answer.lines().filter(line -> line.startsWith("Hash: ")).count());
  }

  @Test
  void makesNothingForAReaderWhoDoesNotRead() {
    int[] made = {0};
    target.replies = command -> macs(65_536, made);
    console.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

    console.send("hash/print\n");
    console.pass(1000);
    assertEquals(0, made[0]);
    assertFalse(console.channel.config().isAutoRead());

    console.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    console.answer("");
    assertEquals(65_536, made[0]);
  }

  @Test
  void consolesThatListenShareTheMemoryForEvents() {
    int consoles = 32;
    List<TestConsole> slow = new ArrayList<>();
    for (int i = 0; i < consoles; i++) {
      slow.add(TestConsole.greeted(target));
      slow.getLast().answer("debug/add hash\n");
      slow.getLast().channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    }
    Event learned = new Event.MacLearned(new MacAddress(2), 10, 1);
    int line = EventText.of(learned).length();

    for (int i = 0; i < 10_000; i++) {
      target.happen(learned);
    }

    long kept = 10_000L * consoles - target.surroundings().lostEvents();
    assertEquals(PendingEvents.MAX_UNSENT_OF_ALL / consoles / line, kept / consoles);
    slow.forEach(TestConsole::close);
    assertEquals(PendingEvents.MAX_UNSENT, target.surroundings().maxUnsentEvents());
  }

  @Test
  void scriptsOfAllConsolesShareTheirMemory(@TempDir Path folder) throws Exception {
    int room = target.surroundings().roomForScripts();
    Path script = folder.resolve("s");
    // Eight copies of itself would not fit.
    Files.writeString(script, "load " + script + "\n" + "#".repeat(1_000_000) + "\n");

    assertTrue(console.answer("load " + script + "\n").contains("1027 File too large"));

    assertEquals(room, target.surroundings().roomForScripts());
    console.send("load " + script + "\n");
    console.close();
    assertEquals(room, target.surroundings().roomForScripts());
  }

  @Test
  void readersWhoStopInAnAnswerMakeRoomForOthers() {
    int[] made = {0};
    target.replies = command -> macs(65_536, made);
    List<TestConsole> stopped = new ArrayList<>();
    for (int i = 0; i < UnfinishedAnswers.MAX_STALLED + 2; i++) {
      stopped.add(TestConsole.greeted(target));
      stopped.getLast().send("hash/print\n");
      stopped.getLast().channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
      stopped.getLast().pass(1);
    }

    assertEquals(
        List.of(true, true, false, false, false, false),
        stopped.stream().map(TestConsole::isClosed).toList());
    assertEquals(2, target.log.size());
    TestConsole reads = stopped.getLast();
    reads.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    assertTrue(reads.answer("").endsWith(OK));
    stopped.forEach(TestConsole::close);
  }

  @Test
  void fewLongAnswersAreMadeAtOnceAndAllInTheEnd() {
    int[] tables = {0};
    target.replies =
        command -> {
          tables[0]++;
          return macs(1_000, new int[1]);
        };
    List<TestConsole> consoles =
        Stream.generate(() -> TestConsole.greeted(target))
            .limit(3 * UnfinishedAnswers.MAX)
            .toList();
    consoles.forEach(it -> it.send("hash/print\n"));

    assertEquals(UnfinishedAnswers.MAX, tables[0]);
    for (int i = 0; i < 100; i++) {
      consoles.forEach(it -> it.pass(1));
    }
    assertEquals(consoles.size(), tables[0]);
    consoles.forEach(it -> assertTrue(it.text().endsWith(OK)));
    consoles.forEach(TestConsole::close);
  }

  @Test
  void losesEventsOfASlowReaderAndCountsThem() {
    console.answer("debug/add hash\n");
    console.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    Event learned = new Event.MacLearned(new MacAddress(2), 10, 1);
    int line = EventText.of(learned).length();

    for (int i = 0; i < 40_000; i++) {
      target.happen(learned);
    }

    long kept = 40_000 - target.surroundings().lostEvents();
    assertEquals(PendingEvents.MAX_UNSENT / line, kept);
    console.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    assertEquals(kept, console.answer("").lines().count());
  }

  @Test
  void hearsNoEventsAfterItIsClosed() {
    console.answer("debug/add\n");
    assertEquals(1, target.listeners.size());
    console.channel.close();
    assertEquals(0, target.listeners.size());
  }

  @Test
  void runsAScriptLineByLine(@TempDir Path dir) throws Exception {
    Path script = dir.resolve("script");
    Files.writeString(
        script, "port/create 1\n\n# comment\n  vlan/create 7\nbogus\nlogout\nvlan/create 8");
    String vde = "vde[" + script + "]: ";

    assertEquals(
        vde
            + "port/create 1\n1000 Success\n"
            + vde
            + "\n\n1038 Function not implemented\n"
            + vde
            + "# comment\n"
            + vde
            + "  vlan/create 7\n1000 Success\n"
            + vde
            + "bogus\n1038 Function not implemented\n"
            + vde
            + "logout\n"
            + vde
            + "vlan/create 8\n1000 Success\n"
            + OK,
        console.answer("load " + script + "\n"));
    assertEquals(
        List.of(new Command.CreatePort(1), new Command.CreateVlan(7), new Command.CreateVlan(8)),
        target.commands);
  }

  @Test
  void endsScriptsThatLoadThemselves(@TempDir Path dir) throws Exception {
    Path script = dir.resolve("loop");
    Files.writeString(script, "load " + script + "\n");

    String answer = console.answer("load " + script + "\n");

    assertTrue(answer.contains("1040 Too many levels of symbolic links\n"));
    assertEquals(Dialogue.MAX_SCRIPTS, answer.lines().filter("1000 Success"::equals).count());
  }

  @Test
  void loadsNeitherMissingFilesNorDevicesAndDirectoriesAsEmpty(@TempDir Path dir) {
    assertEquals(
        "1002 No such file or directory\n" + PROMPT, console.answer("load " + dir + "/none\n"));
    assertEquals("1002 No such file or directory\n" + PROMPT, console.answer("load\n"));
    assertEquals("1022 Invalid argument\n" + PROMPT, console.answer("load /dev/zero\n"));
    assertEquals(OK, console.answer("load " + dir + "\n"));
  }

  @Test
  void answersAnyBytes() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      console.send(new String(bytes, StandardCharsets.ISO_8859_1));
      console.pass(random.nextInt(50));
      console.text();
    }
    console.answer("\n");
    assertEquals(OK, console.answer("vlan/create 5\n"));
  }

  @Test
  void answersMutilatedCommands() {
    String all =
        String.join(
                "\n",
                "port/setvlan 1 2",
                "hash/find 1:2:3:4:5:6 7",
                "debug/add x",
                "port/setuser 3 root",
                "fstp/setedge 0x1 010 -1",
                "help p",
                "plugin/add x",
                "load x")
            + "\n";
    Random random = new Random(2);
    for (int round = 0; round < 2_000; round++) {
      char[] text = all.toCharArray();
      for (int i = 0; i < 4; i++) {
        text[random.nextInt(text.length)] = (char) random.nextInt(256);
      }
      String mutilated = new String(text).replace("logout", "").replace("shutdown", "") + "\n";
      long lines = mutilated.chars().filter(c -> c == '\n').count();
      String answer = console.answer(mutilated);
      assertEquals(lines, prompts(answer));
    }
  }

  @Test
  void readsNoFurtherInputWhileAnAnswerIsPending() {
    target.replies = command -> macs(1000, new int[1]);
    console.send("hash/print\nhash/print\n");
    assertFalse(console.channel.config().isAutoRead());
    console.answer("");
    assertTrue(console.channel.config().isAutoRead());
  }

  private static long prompts(String answer) {
    return (answer.length() - answer.replace(PROMPT, "").length()) / PROMPT.length();
  }

  /** A table that counts how many of its entries have been looked at. */
  private static Reply macs(int count, int[] looked) {
    List<Reply.MacEntry> entries =
        new AbstractList<>() {
          @Override
          public Reply.MacEntry get(int i) {
            looked[0]++;
            return new Reply.MacEntry(i % 128, new MacAddress(i), 1, 2, 3);
          }

          @Override
          public int size() {
            return count;
          }
        };
    return new Reply.MacEntries(entries);
  }
}
