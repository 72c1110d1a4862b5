package io.vnetctl.cli.call;

import java.util.Optional;

/**
 * What the caller's process tells the one that it starts with privileges: what that one cannot see
 * any more, because sudo and ksu clean the environment (spec vnetctl, chapter 15, 16).
 *
 * @param overNetwork whether the caller's session came over the network
 * @param peer address of the session's other end, if known
 */
public record Reexec(boolean overNetwork, Optional<String> peer) {
  private static final String LOCAL = "local";
  private static final String NETWORK = "network";

  /** The argument of --reexec. */
  public String text() {
    return overNetwork ? NETWORK + peer.map(address -> ":" + address).orElse("") : LOCAL;
  }

  /** Reads what {@link #text} makes. */
  static Reexec parse(String text) throws CallException {
    if (text.equals(LOCAL)) {
      return new Reexec(false, Optional.empty());
    }
    if (text.equals(NETWORK)) {
      return new Reexec(true, Optional.empty());
    }
    String peer = text.startsWith(NETWORK + ":") ? text.substring(NETWORK.length() + 1) : "";
    if (!isAddress(peer)) {
      throw CallException.failed(
          "--reexec is for calls of the program by itself, and '"
              + text
              + "' is not what it gives; leave it out");
    }
    return new Reexec(true, Optional.of(peer));
  }

  /** Whether it looks like an address of either family, an IPv6 one perhaps with its interface. */
  public static boolean isAddress(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c -> c < 128 && Character.isLetterOrDigit(c) || ".:%_-".indexOf(c) >= 0);
  }
}
