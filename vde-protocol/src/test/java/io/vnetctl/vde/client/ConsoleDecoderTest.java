package io.vnetctl.vde.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConsoleDecoderTest {
  private static final int LIMIT = 2000;
  private static final String SESSION =
      """
      VDE switch V.2.3.2
      (C) Virtual Square

      vde$ 0000 DATA END WITH '.'
      Numports=32
      3 is data here
      3011 is data here
      .
      1000 Success

      vde$ 3021 port/+ 03
      3031 port/ep/+ Port 03 FD  7
      1022 Invalid argument

      vde$\s
      vde$ 3022 port/- 03
      9999 END OF SESSION""";

  private final List<Answer> answers = new ArrayList<>();
  private final List<String> events = new ArrayList<>();

  @Test
  void separatesAnswersFromAsynchronousLines() throws AnswerTooLongException {
    decode(SESSION, SESSION.length());

    assertSession();
  }

  @Test
  void doesNotMindHowTheTextIsSplit() throws AnswerTooLongException {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      answers.clear();
      events.clear();
      decode(SESSION, 1 + random.nextInt(40));

      assertSession();
    }
  }

  @Test
  void keepsTheOutputOfAScriptAsItIs() throws AnswerTooLongException {
    decode(
        """
        vde[/x]: port/create 3
        1000 Success
        vde[/x]: port/showinfo
        0000 DATA END WITH '.'
        Numports=32
        .
        1000 Success
        1000 Success

        vde$\s""",
        1000);

    assertEquals(
        List.of(
            new Answer(
                1000,
                "Success",
                List.of(
                    "vde[/x]: port/create 3",
                    "1000 Success",
                    "vde[/x]: port/showinfo",
                    "0000 DATA END WITH '.'",
                    "Numports=32",
                    ".",
                    "1000 Success"))),
        answers);
  }

  @Test
  void holdsNoMoreOfAnAnswerThanItsLimit() {
    String oneLine = "x".repeat(LIMIT + 1);
    String shortLines = "\n".repeat(LIMIT / 32);

    assertThrows(AnswerTooLongException.class, () -> decode(oneLine, 100));
    assertThrows(AnswerTooLongException.class, () -> decode(shortLines, 100));
  }

  @Test
  void takesAnyNumberOfAnswersAndAsynchronousLines() throws AnswerTooLongException {
    decode("\nvde$ ".repeat(LIMIT) + "3021 port/+ 03\n".repeat(LIMIT), 1000);

    assertEquals(LIMIT, answers.size());
    assertEquals(LIMIT, events.size());
  }

  @Test
  void knowsCodesOnlyAtTheStartOfALine() throws AnswerTooLongException {
    decode("3821 no tag\n10x0 no code\n1000\n 1000 Success\n\nvde$ ", 100);

    assertEquals(
        List.of(new Answer(0, "", List.of("3821 no tag", "10x0 no code", "1000", " 1000 Success"))),
        answers);
  }

  private void assertSession() {
    assertEquals(
        List.of(
            new Answer(0, "", List.of("VDE switch V.2.3.2", "(C) Virtual Square")),
            new Answer(
                1000, "Success", List.of("Numports=32", "3 is data here", "3011 is data here")),
            new Answer(1022, "Invalid argument", List.of()),
            new Answer(0, "", List.of()),
            new Answer(9999, "END OF SESSION", List.of())),
        answers);
    assertEquals(
        List.of("3021 port/+ 03", "3031 port/ep/+ Port 03 FD  7", "3022 port/- 03"), events);
  }

  private void decode(String text, int chunk) throws AnswerTooLongException {
    ConsoleDecoder decoder = new ConsoleDecoder(answers::add, events::add, LIMIT);
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < octets.length; from += chunk) {
      decoder.decode(ByteBuffer.wrap(octets, from, Math.min(chunk, octets.length - from)));
    }
    decoder.end();
  }
}
