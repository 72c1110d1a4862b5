package io.vnetctl.vde.console;

import java.util.Iterator;

/** What is to happen after a line was understood. */
sealed interface Answer {

  /** These lines are to be shown. */
  record Text(Iterator<String> lines) implements Answer {}

  /** A script is to be run. */
  record Run(String path) implements Answer {}

  /** The console is to be closed. */
  record Logout() implements Answer {}

  /** The switch is to be ended. */
  record Shutdown() implements Answer {}
}
