package io.vnetctl.vde.console;

import io.vnetctl.core.control.Command;

/** What a console line asks for. Source: spec vde-console, chapter 4. */
sealed interface Request {

  /** An empty line or a comment: only the prompt is due. */
  record Nothing() implements Request {}

  /** No path of the table begins the line. */
  record Unknown() implements Request {}

  /** The command is known, its arguments are malformed or missing. */
  record Malformed() implements Request {}

  /** Something for the switch itself. */
  record Core(Command command) implements Request {}

  /** {@code ds/showinfo}. */
  record ShowDataSockets() implements Request {}

  /** {@code help}: entries whose path starts with the prefix. */
  record Help(String prefix) implements Request {}

  /** {@code logout}: ends this console. */
  record Logout() implements Request {}

  /** {@code shutdown}: ends the switch. */
  record Shutdown() implements Request {}

  /** {@code showinfo}. */
  record ShowInfo() implements Request {}

  /** {@code load}: runs a script; the path has one character per byte. */
  record Load(String path) implements Request {}

  /** {@code config/showinfo}. */
  record ShowConfiguration() implements Request {}

  /** {@code config/print}. */
  record PrintConfiguration() implements Request {}

  /** {@code config/check}. */
  record CheckConfiguration() implements Request {}

  /** {@code config/reload}. */
  record ReloadConfiguration() implements Request {}

  /** {@code debug/list}. */
  record ListCategories(String prefix) implements Request {}

  /** {@code debug/add}. */
  record AddCategories(String prefix) implements Request {}

  /** {@code debug/del}. */
  record RemoveCategories(String prefix) implements Request {}

  /** {@code plugin/list}. */
  record ListPlugins(String prefix) implements Request {}

  /** {@code plugin/add}: a name, never a file. */
  record AddPlugin(String name) implements Request {}

  /** {@code plugin/del}. */
  record RemovePlugin(String prefix) implements Request {}

  /** {@code dump/active}. */
  record SetDumpActive(boolean active) implements Request {}

  /** {@code pdump/active}. */
  record SetCaptureActive(boolean active) implements Request {}

  /** {@code pdump/filename}: one character per byte; empty to be told the name. */
  record SetCaptureFile(String path) implements Request {}

  /** {@code pdump/buffered}. */
  record SetCaptureBuffered(boolean buffered) implements Request {}

  /** {@code pdump/showinfo}. */
  record ShowCapture() implements Request {}

  /** {@code port/setuser}: a name, a number, or NONE or ANY; never empty. */
  record SetPortUser(int port, String user) implements Request {}

  /** {@code port/setgroup}: a name, a number, or NONE or ANY; never empty. */
  record SetPortGroup(int port, String group) implements Request {}
}
