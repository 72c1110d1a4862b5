package io.vnetctl.cli.peers;

import java.util.HexFormat;

/**
 * One thing done to a switch in a random session. Plugs are numbered by the session; a step for a
 * plug that is not there (or, for {@link Connect}, already there) does nothing, so that any part of
 * a session is a session too.
 */
sealed interface Step {
  /** A console command. */
  record Ask(String command) implements Step {
    @Override
    public String toString() {
      return "vde$ " + command;
    }
  }

  /** A client asks for a port, 0 for any. */
  record Connect(int plug, int port) implements Step {
    @Override
    public String toString() {
      return "plug " + plug + " asks for port " + port;
    }
  }

  /** A client goes. */
  record Disconnect(int plug) implements Step {
    @Override
    public String toString() {
      return "plug " + plug + " goes";
    }
  }

  /** The console closes a client's endpoint, by the number each switch has given it. */
  record CloseEndpoint(int plug) implements Step {
    @Override
    public String toString() {
      return "vde$ port/epclose of plug " + plug;
    }
  }

  /** A client sends a frame. */
  record Send(int plug, byte[] frame) implements Step {
    @Override
    public String toString() {
      return "plug " + plug + " sends " + HexFormat.of().formatHex(frame);
    }
  }
}
