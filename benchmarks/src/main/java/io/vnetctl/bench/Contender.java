package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A switch that takes part.
 *
 * @param name as shown in results
 * @param program to be called as vde_switch(1) is
 */
record Contender(String name, Path program) {
  /** The first line it prints about itself. */
  String version() throws IOException {
    return ProgramOutput.firstLine(program.toString(), "--version");
  }
}
