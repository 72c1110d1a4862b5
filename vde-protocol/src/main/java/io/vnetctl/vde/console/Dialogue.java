package io.vnetctl.vde.console;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.ScheduledFuture;
import io.vnetctl.core.OutOfMemory;
import io.vnetctl.vde.Errno;
import io.vnetctl.vde.ErrnoException;
import io.vnetctl.vde.Peer;
import io.vnetctl.vde.PeerFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * One console: lines in, answers out, in order. Switch thread only.
 *
 * <p>All output goes in slices. A turn writes one slice at most, and the next turn comes after the
 * loop has looked after its frames; without a writable reader there is no turn. A reply that fits
 * leaves in one write together with its prompt. Events wait until a reply is complete, except that
 * those caused by a command go before its reply; if the reader is too slow for them, they are lost
 * and counted, which never happens to replies.
 *
 * <p>When input without a newline is taken as a line is told in docs/adr/0010.
 */
final class Dialogue {
  /** Bytes after which a turn ends. */
  static final int SLICE = 16 << 10;

  /** Commands after which a turn ends. */
  static final int COMMANDS_PER_TURN = 32;

  /** Scripts that may be running because others load them. */
  static final int MAX_SCRIPTS = 8;

  /** Input without newline runs after this silence if it looks like all there is. */
  static final int SETTLED_MILLIS = 100;

  /** Same, if it looks as if more were to come. */
  static final int UNSETTLED_MILLIS = 1000;

  private static final String TOO_LONG =
      "1022 Invalid argument: a line may have "
          + InputLines.MAX_LINE
          + " bytes, send shorter ones\n";

  /** Between two turns; the loop serves its ports meanwhile. */
  private static final int NEXT_TURN_MILLIS = 1;

  private final Interpreter interpreter;
  private final Surroundings around;
  private final PeerFiles files;
  private final Optional<Peer> peer;
  private final ConsoleStyle style;
  private final ConsoleOutput output;
  private final PendingEvents events;
  private final DebugCategories categories;

  /** How a console ends by itself. */
  private enum Farewell {
    LOGOUT,
    SHUTDOWN
  }

  private final InputLines input = new InputLines();
  private final Deque<Script> scripts = new ArrayDeque<>();
  private Iterator<String> answer = Collections.emptyIterator();
  private ScheduledFuture<?> silence;
  private Farewell farewell;
  private boolean restIsDue;
  private boolean inputEnded;
  private boolean turnIsDue;
  private boolean inTurn;
  private boolean over;

  Dialogue(Surroundings around, ConsoleStyle style, Optional<Peer> peer, ConsoleOutput output) {
    this.around = around;
    this.interpreter = new Interpreter(around, peer);
    this.files = new PeerFiles(around.accounts());
    this.peer = peer;
    this.style = style;
    this.output = output;
    this.events = new PendingEvents(around, output, this::eventWaits);
    this.categories = new DebugCategories(around, events);
  }

  /** Greets. */
  void begin() {
    String greeting = style.greeting() + style.prompt();
    if (!greeting.isEmpty()) {
      output.write(bytes(greeting));
    }
  }

  /** Takes what one read delivered; borrows the buffer. */
  void received(ByteBuf read) {
    if (!over) {
      input.add(read);
      restIsDue = false;
      stopWaiting();
      proceed();
    }
  }

  /** No more input will come; what there is is still answered. */
  void inputEnded() {
    inputEnded = true;
    stopWaiting();
    proceed();
  }

  /** Closes the console at once, in the middle of an answer. */
  void abort() {
    closed();
    output.abort();
  }

  /** The console is gone: forgets everything. */
  void closed() {
    over = true;
    around.unfinishedAnswers().remove(this);
    stopWaiting();
    dropScripts();
    answer = Collections.emptyIterator();
    events.take();
    categories.removeAll();
  }

  /** Takes a turn: goes on with what there is to do, as far as the reader permits. */
  void proceed() {
    if (over || inTurn) {
      return;
    }
    inTurn = true;
    around.unfinishedAnswers().remove(this);
    try {
      takeTurn();
    } catch (RuntimeException | Error defect) {
      OutOfMemory.endProcessIf(defect, around.log());
      around.log().accept("console closed, for a defect of the switch: " + defect);
      leave(Farewell.LOGOUT);
    } finally {
      inTurn = false;
    }
    afterTurn();
  }

  private void takeTurn() {
    StringBuilder slice = new StringBuilder();
    int commands = 0;
    while (output.isWritable() && slice.length() < SLICE) {
      if (answer.hasNext()) {
        slice.append(answer.next());
      } else if (farewell != null) {
        break;
      } else if (!events.isEmpty()) {
        slice.append(events.next());
      } else if (commands++ == COMMANDS_PER_TURN || !nextLine()) {
        break;
      }
    }
    if (!slice.isEmpty()) {
      output.write(bytes(slice));
    }
  }

  private void afterTurn() {
    if (over) {
      return;
    }
    if (hasMore()) {
      output.wantInput(false);
      if (answer.hasNext() || !scripts.isEmpty() && !output.isWritable()) {
        around.unfinishedAnswers().add(this, output.isWritable());
      }
      nextTurn();
    } else if (farewell != null) {
      leave(farewell);
    } else if (inputEnded) {
      leave(style.isSession() ? Farewell.LOGOUT : Farewell.SHUTDOWN);
    } else {
      output.wantInput(true);
      awaitSilence();
    }
  }

  private boolean hasMore() {
    return answer.hasNext()
        || farewell == null
            && (!events.isEmpty() || !scripts.isEmpty() || input.hasLine() || isRestDue());
  }

  private void dropScripts() {
    scripts.forEach(script -> around.countScripts(-script.size()));
    scripts.clear();
  }

  private void leave(Farewell how) {
    over = true;
    dropScripts();
    categories.removeAll();
    switch (how) {
      case LOGOUT -> output.end();
      case SHUTDOWN -> output.endWithSwitch(around.shutdown());
    }
  }

  private void nextTurn() {
    if (!turnIsDue && output.isWritable()) {
      turnIsDue = true;
      output.later(
          () -> {
            turnIsDue = false;
            proceed();
          },
          NEXT_TURN_MILLIS);
    }
  }

  /** Begins the answer to the next line of script or input, if there is one and it may. */
  private boolean nextLine() {
    if (!around.unfinishedAnswers().mayBegin()) {
      return false;
    }
    if (!scripts.isEmpty()) {
      nextOf(scripts.peek());
      return true;
    }
    Optional<InputLines.Line> line = input.poll();
    if (line.isEmpty() && isRestDue()) {
      line = Optional.of(input.takeRest());
    }
    line.ifPresent(typed -> perform(typed, ""));
    return line.isPresent();
  }

  private void nextOf(Script script) {
    Optional<InputLines.Line> line = script.next();
    if (line.isEmpty()) {
      around.countScripts(-scripts.pop().size());
      say("", Lines.of(ReplyText.status(0)));
      return;
    }
    String text = line.get().text();
    String echo = "vde[" + script.path() + "]: " + text + "\n";
    if (text.isEmpty()) {
      // VDE takes the newline of an empty line for a command
      say(echo, Lines.of("\n", ReplyText.status(Errno.ENOSYS)));
    } else {
      perform(line.get(), echo);
    }
  }

  private void perform(InputLines.Line line, String echo) {
    if (line == InputLines.Line.TOO_LONG) {
      say(echo, Lines.of(TOO_LONG));
      return;
    }
    boolean inScript = !scripts.isEmpty();
    switch (interpreter.answer(
        around.plugins().grammar().parse(line.text()), Optional.of(categories))) {
      case Answer.Text text -> say(echo, text.lines());
      case Answer.Run script -> run(script.path(), echo);
      case Answer.Logout logout when inScript -> say(echo, Lines.of());
      case Answer.Shutdown end when inScript -> say(echo, Lines.of());
      case Answer.Logout logout when !style.isSession() -> say(echo, Lines.of());
      case Answer.Logout logout -> sayFarewell(Farewell.LOGOUT);
      case Answer.Shutdown end -> sayFarewell(Farewell.SHUTDOWN);
    }
  }

  private void run(String path, String echo) {
    if (scripts.size() == MAX_SCRIPTS) {
      say(echo, Lines.of(ReplyText.status(Errno.ELOOP)));
      return;
    }
    try {
      Script script = Script.open(path, files, peer, around.roomForScripts());
      scripts.push(script);
      around.countScripts(script.size());
      answer = Lines.of(echo);
    } catch (ErrnoException refused) {
      say(echo, Lines.of(ReplyText.status(refused.errno())));
    }
  }

  /** What the command caused comes first, then its reply. */
  private void say(String echo, Iterator<String> reply) {
    String prompt = scripts.isEmpty() ? style.prompt() : "";
    Iterator<String> before = Lines.concat(Lines.of(echo), events.take());
    answer = Lines.concat(before, reply, Lines.of(prompt));
  }

  private void sayFarewell(Farewell how) {
    answer =
        style.isSession()
            ? Lines.concat(events.take(), Lines.of("9999 END OF SESSION"))
            : Lines.of();
    farewell = how;
  }

  private boolean isRestDue() {
    return (restIsDue || inputEnded) && !input.rest().isEmpty();
  }

  private void awaitSilence() {
    String rest = input.rest();
    if (silence == null && !rest.isEmpty()) {
      boolean settled =
          input.readsOfRest() == 1 && !around.plugins().grammar().mayBecomeCommand(rest);
      silence =
          output.later(
              () -> {
                silence = null;
                restIsDue = true;
                proceed();
              },
              settled ? SETTLED_MILLIS : UNSETTLED_MILLIS);
    }
  }

  private void stopWaiting() {
    if (silence != null) {
      silence.cancel(false);
      silence = null;
    }
  }

  private void eventWaits() {
    if (!inTurn) {
      nextTurn();
    }
  }

  private static ByteBuf bytes(CharSequence text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }
}
