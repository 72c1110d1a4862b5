package io.vnetctl.bench;

import java.io.IOException;
import java.util.Optional;

/** A benchmark that can be asked for by its name. */
interface Benchmark {
  /** Why it cannot run here, and what to do; empty when it can. */
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  Findings run(Setting setting) throws IOException;
}
