package io.vnetctl.vde.console;

import io.vnetctl.vde.ErrnoException;
import io.vnetctl.vde.PeerFiles;
import java.nio.file.Path;
import java.util.Optional;

/** The commands that a switch begins with (spec vde-console, chapter 5). */
public final class StartFile {
  private StartFile() {}

  /**
   * Runs the commands of a file and shows nothing: what fails is skipped, and so are {@code
   * logout}, {@code shutdown}, {@code load} and {@code debug}. Switch thread, before the first
   * client.
   *
   * @throws ErrnoException if the file cannot be read; ENOENT if it is missing
   */
  public static void run(Path file, PeerFiles files, Surroundings around) throws ErrnoException {
    Script script = Script.open(Columns.bytesOf(file.toString()), files, Optional.empty());
    Interpreter interpreter = new Interpreter(around, Optional.empty());
    for (Optional<InputLines.Line> line = script.next(); line.isPresent(); line = script.next()) {
      interpreter.answer(around.plugins().grammar().parse(line.get().text()), Optional.empty());
    }
  }
}
