package io.vnetctl.cli.handover;

import io.vnetctl.core.state.MacStates;
import io.vnetctl.vde.DescriptorMessage;
import io.vnetctl.vde.DescriptorSocket;
import io.vnetctl.vde.MemoryFile;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A small process that keeps the open files of a switch, and what it knew last, for the case that
 * the switch is killed: then it starts the program anew and hands everything over, as the switch
 * itself does at a restart. Nobody who is plugged in sees more than a pause. Ends with the switch.
 *
 * <p>One thread. Holds little memory: it understands nothing of the state but its lines.
 *
 * <pre>
 *  switch: come ROLE     with an open file
 *  switch: gone ROLE
 *  switch: state         with a file in memory
 *  switch: end
 * </pre>
 */
final class Holder {
  static final String COME = "come ";
  static final String GONE = "gone ";
  static final String STATE = "state";
  static final String END = "end";

  private static final Duration FOR_EVER = Duration.ZERO;

  /** More would not help: the program is broken, or the machine is. */
  private static final int ATTEMPTS = 3;

  private final SuccessorProgram program;
  private final Consumer<String> log;
  private final Map<String, Integer> files = new LinkedHashMap<>();
  private DescriptorSocket link;
  private int state = -1;

  Holder(DescriptorSocket link, SuccessorProgram program, Consumer<String> log) {
    this.link = link;
    this.program = program;
    this.log = log;
  }

  /** Holds until the switch ends as it should, or cannot be started again. */
  void run() throws IOException {
    while (true) {
      DescriptorMessage message;
      try {
        message = link.receive(FOR_EVER);
      } catch (EOFException killed) {
        link.close();
        if (state < 0) {
          return;
        }
        revive();
        continue;
      }
      String text = message.text();
      if (text.equals(END)) {
        return;
      } else if (text.equals(STATE)) {
        replaceState(message.descriptors().getFirst());
      } else if (text.startsWith(COME)) {
        close(files.put(text.substring(COME.length()), message.descriptors().getFirst()));
      } else if (text.startsWith(GONE)) {
        close(files.remove(text.substring(GONE.length())));
      } else {
        message.close();
      }
    }
  }

  private void replaceState(int descriptor) {
    close(state < 0 ? null : state);
    state = descriptor;
  }

  private static void close(Integer descriptor) {
    if (descriptor != null) {
      MemoryFile.close(descriptor);
    }
  }

  private void revive() throws IOException {
    for (int attempt = 1; true; attempt++) {
      Succession.Outcome outcome;
      try (Succession succession = Succession.ofKilled(program, this::handOver)) {
        outcome = succession.attempt();
      }
      switch (outcome) {
        case Succession.Outcome.HandedOver(long pid) -> {
          log.accept("the switch was killed, and goes on as process " + pid);
          return;
        }
        case Succession.Outcome.Kept(String why) -> {
          log.accept("the switch was killed, and cannot be started again: " + why);
          if (attempt == ATTEMPTS) {
            throw new IOException("gave up after " + ATTEMPTS + " attempts");
          }
        }
      }
    }
  }

  private void handOver(Succession.Transfer transfer) throws IOException {
    DescriptorSocket.Pair pair = DescriptorSocket.pair();
    try {
      List<Integer> descriptors = new ArrayList<>(files.values());
      descriptors.add(pair.other().fd());
      transfer.give(text(), MacStates.NONE, descriptors);
      link = pair.one();
    } catch (IOException | RuntimeException e) {
      pair.one().close();
      throw e;
    } finally {
      pair.other().close();
    }
  }

  /** The last state, with the files that there are now. */
  private String text() throws IOException {
    List<Role> roles = new ArrayList<>();
    files.keySet().forEach(role -> roles.add(RoleText.parse(List.of(role.split(" ")).iterator())));
    roles.add(new Role.Holder());
    return StateWriter.withFiles(MemoryFile.read(state), roles);
  }
}
