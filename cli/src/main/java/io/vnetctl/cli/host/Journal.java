package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has been brought about for a switch (spec vnetctl, chapter 11.2): written before each step,
 * so that whoever comes next can take back what a call left that was killed. One of a switch that
 * runs tells {@code cancel} what belongs to it.
 */
final class Journal {
  private final StateFile file;
  private Content content;

  /**
   * All that the file tells of.
   *
   * @param files those of the switch
   * @param network where the interfaces are: nowhere else may they be looked for
   * @param committed whether the switch was once complete; if not, the call was interrupted
   * @param effects in the order in which they came about
   * @param leftovers TAPs of switches that crashed: untouched until the switch is cancelled
   */
  record Content(
      SwitchFiles files,
      NetworkNamespace network,
      boolean committed,
      List<Effect> effects,
      List<LinkId> leftovers) {
    Content {
      effects = List.copyOf(effects);
      leftovers = List.copyOf(leftovers);
    }

    private Content with(List<Effect> others, boolean complete) {
      return new Content(files, network, complete, others, leftovers);
    }
  }

  private Journal(StateFile file, Content content) {
    this.file = file;
    this.content = content;
  }

  /**
   * A journal of a switch that is about to be made; nothing is written yet.
   *
   * @param network where it is made
   * @param leftovers TAPs of its predecessors
   */
  static Journal begin(
      Path file, SwitchFiles files, NetworkNamespace network, List<LinkId> leftovers) {
    return new Journal(
        new StateFile(file), new Content(files, network, false, List.of(), leftovers));
  }

  /**
   * The journal in a file.
   *
   * @throws CallException if the file cannot be understood; it is left as it is
   */
  static Optional<Journal> read(Path file) throws CallException {
    StateFile text = new StateFile(file);
    try {
      return text.read().map(lines -> new Journal(text, JournalText.parse(lines)));
    } catch (IOException | IllegalArgumentException e) {
      throw CallException.failed(
          "cannot read "
              + file
              + ", which tells what belongs to the switch: "
              + e.getMessage()
              + "; remove it, and what it tells of by hand",
          e);
    }
  }

  /** The files of its switch. */
  SwitchFiles files() {
    return content.files();
  }

  /** Where the interfaces are that it tells of. */
  NetworkNamespace network() {
    return content.network();
  }

  /** Whether the switch was once complete; if not, the call that made it was interrupted. */
  boolean isCommitted() {
    return content.committed();
  }

  /** In the order in which they came about. */
  List<Effect> effects() {
    return content.effects();
  }

  /** TAPs of switches that crashed: untouched until the switch is cancelled. */
  List<LinkId> leftovers() {
    return content.leftovers();
  }

  Optional<LinkId> tap() {
    return effects().stream()
        .filter(Effect.Tap.class::isInstance)
        .map(effect -> ((Effect.Tap) effect).tap())
        .findFirst();
  }

  /** The switch itself, not the process that put it into the background. */
  Optional<RunningProcess> process() {
    return effects().stream()
        .filter(Effect.SwitchProcess.class::isInstance)
        .map(effect -> ((Effect.SwitchProcess) effect).process())
        .reduce((starter, daemon) -> daemon);
  }

  /** Writes down what is about to come about. */
  void add(Effect effect) throws IOException {
    List<Effect> effects = new ArrayList<>(effects());
    effects.add(effect);
    content = content.with(effects, content.committed());
    file.write(JournalText.lines(content));
  }

  /** Writes down that an effect has been taken back. */
  void remove(Effect effect) throws IOException {
    handOver(effect);
    file.write(JournalText.lines(content));
  }

  /** Passes over an effect that has come to its end; written with the next change. */
  void handOver(Effect effect) {
    List<Effect> effects = new ArrayList<>(effects());
    effects.remove(effect);
    content = content.with(effects, content.committed());
  }

  /**
   * Writes down that all is done. A bridge stays when its switch goes, so that from now on its own
   * file tells of it.
   *
   * @throws IOException and nothing has changed, here or in the file
   */
  void commit() throws IOException {
    Content complete =
        content.with(effects().stream().filter(Journal::goesWithTheSwitch).toList(), true);
    file.write(JournalText.lines(complete));
    content = complete;
  }

  private static boolean goesWithTheSwitch(Effect effect) {
    return switch (effect) {
      case Effect.Tap _, Effect.SwitchProcess _ -> true;
      case Effect.Bridge _, Effect.Guard _ -> false;
    };
  }

  /** There is nothing left that it could tell of. */
  void delete() throws IOException {
    file.delete();
  }
}
