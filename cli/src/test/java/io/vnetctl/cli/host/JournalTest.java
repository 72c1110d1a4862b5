package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.netlink.NicSnapshot;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final NetworkNamespace NETWORK = new NetworkNamespace(4026531840L);
  private static final Effect TAP = new Effect.Tap(new LinkId("tap0", 7));
  private static final Effect GUARD = new Effect.Guard(new RunningProcess(11, 12));
  private static final Effect STARTER = new Effect.SwitchProcess(new RunningProcess(21, 22));
  private static final Effect DAEMON = new Effect.SwitchProcess(new RunningProcess(31, 32));

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("switch.1");
  }

  private Journal begin(String name) {
    SwitchPaths paths =
        new SwitchPaths(
            name, Path.of("/s/" + name), Path.of("/m/" + name), Path.of("/var/run/" + name));
    return Journal.begin(
        file(), new SwitchFiles(paths, -2), NETWORK, List.of(new LinkId("tap9", 3)));
  }

  private Journal written() throws CallException {
    return Journal.read(file()).orElseThrow();
  }

  private static Effect.Bridge bridge() throws IOException {
    try (Rtnetlink rtnetlink = Rtnetlink.open()) {
      return new Effect.Bridge(
          new LinkId("br0", 5), Optional.of(NicSnapshot.take(rtnetlink, "lo", Instant.EPOCH)));
    }
  }

  @Test
  void nothingIsWrittenBeforeTheFirstEffect() throws CallException {
    begin("nobody");

    assertEquals(Optional.empty(), Journal.read(file()));
    assertFalse(Files.exists(file()));
  }

  @Test
  void allThatIsWrittenIsReadAgain() throws Exception {
    Journal journal = begin("nobody");
    for (Effect effect : List.of(bridge(), GUARD, TAP, STARTER)) {
      journal.add(effect);
      assertEquals(journal.effects(), written().effects());
    }

    assertEquals(journal.files(), written().files());
    assertEquals(NETWORK, written().network());
    assertEquals(List.of(new LinkId("tap9", 3)), written().leftovers());
    assertFalse(written().isCommitted());
  }

  @Test
  void pathsMayHoldAnythingButNul() throws Exception {
    for (String name : List.of(" a b ", "a\nuid 0", "a\rb", "a\\nb\\", "ü€", ";'\"$(id)")) {
      begin(name).add(TAP);

      assertEquals(begin(name).files(), written().files());
    }
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    Journal journal = begin("nobody");
    journal.add(bridge());
    journal.add(TAP);
    byte[] whole = Files.readAllBytes(file());
    // all but the newline at the end, which says nothing
    for (int length = 0; length < whole.length - 1; length++) {
      Files.write(file(), java.util.Arrays.copyOf(whole, length));
      CallException refused = assertThrows(CallException.class, () -> Journal.read(file()));
      assertTrue(refused.getMessage().startsWith("cannot read " + file()), refused::getMessage);
    }
  }

  @Test
  void linesThatMakeNoSenseAreRefused() throws Exception {
    begin("nobody").add(TAP);
    String text = Files.readString(file());
    for (String[] change :
        new String[][] {
          {"tap tap0 7", "tap tap0"},
          {"tap tap0 7", "tap tap0 7 8"},
          {"tap tap0 7", "tap tap0 seven"},
          {"tap tap0 7", "tun tap0 7"},
          {"tap tap0 7", ""},
          {"state creating", "state undecided"},
          {"uid 4294967294", "uid -2"},
          {"network ", "network x"},
          {"sock ", "sack "}
        }) {
      Files.writeString(file(), text.replace(change[0], change[1]));
      assertThrows(CallException.class, () -> Journal.read(file()), change[1]);
    }
    Files.write(file(), new byte[] {(byte) 0xff, 0});
    assertThrows(CallException.class, () -> Journal.read(file()));
  }

  @Test
  void whatIsTakenBackIsNotToldOfAnyMore() throws Exception {
    Journal journal = begin("nobody");
    journal.add(TAP);
    journal.add(STARTER);
    journal.remove(STARTER);

    assertEquals(List.of(TAP), written().effects());
    journal.delete();
    assertFalse(Files.exists(file()));
  }

  @Test
  void completeSwitchHasItsTapAndItsLastProcess() throws Exception {
    Journal journal = begin("nobody");
    for (Effect effect : List.of(bridge(), GUARD, TAP, STARTER, DAEMON)) {
      journal.add(effect);
    }
    journal.commit();

    assertTrue(written().isCommitted());
    assertEquals(List.of(TAP, STARTER, DAEMON), written().effects());
    assertEquals(Optional.of(new LinkId("tap0", 7)), written().tap());
    assertEquals(Optional.of(new RunningProcess(31, 32)), written().process());
  }

  @Test
  void commitThatCannotBeWrittenChangesNothing() throws Exception {
    Journal journal = begin("nobody");
    journal.add(bridge());
    List<Effect> before = journal.effects();
    // in the way of the new file
    Files.createDirectory(folder.resolve("next.switch.1"));

    assertThrows(IOException.class, journal::commit);
    assertFalse(journal.isCommitted());
    assertEquals(before, journal.effects());
  }
}
