package io.vnetctl.vde.client;

import java.io.IOException;

/** A plug could not be connected. The message is one line: what failed, why, and what to do. */
public final class PlugException extends IOException {
  private static final long serialVersionUID = 1;

  PlugException(String message) {
    super(message);
  }

  PlugException(String message, Throwable cause) {
    super(message, cause);
  }
}
