package io.vnetctl.cli.settings;

import io.vnetctl.cli.call.Caller;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The value of each variable of spec vnetctl, chapter 3, from the strongest place that has one
 * (chapter 15, 8).
 */
public final class Settings {
  private final Caller caller;

  private Settings(Caller caller) {
    this.caller = caller;
  }

  /** Reads what the caller's environment and files say. */
  public static Settings of(Caller caller) {
    return new Settings(caller);
  }

  /** The value of a variable such as {@code CTYS_SOCKBASE}, expanded. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(caller.environment().get(name));
  }

  /** CTYS_SOCKBASE: where sockets are. */
  public Path socketBase() {
    return Path.of(value("CTYS_SOCKBASE").orElse("/var/tmp"));
  }
}
