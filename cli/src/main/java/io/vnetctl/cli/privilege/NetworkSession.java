package io.vnetctl.cli.privilege;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.ProcStatus;
import io.vnetctl.cli.call.Reexec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the caller sits at another machine, whose connection a change of the network might cut
 * (spec vnetctl, chapter 11.3, R76).
 *
 * @param overNetwork whether he does
 * @param peer address of that machine, if known
 */
public record NetworkSession(boolean overNetwork, Optional<String> peer) {
  /** A caller who sits at this machine. */
  public static final NetworkSession LOCAL = new NetworkSession(false, Optional.empty());

  /** Chains of processes are short; a longer one is not followed to its end. */
  private static final int MAX_ANCESTORS = 256;

  /**
   * The session of a call: what the caller's process said of it where sudo or ksu are in between,
   * else what environment and ancestors tell.
   */
  public static NetworkSession of(Call call, Caller caller) {
    return call.reexec()
        .map(told -> new NetworkSession(told.overNetwork(), told.peer()))
        .orElseGet(() -> of(caller));
  }

  /**
   * The session of this process. Any of SSH_CONNECTION, SSH_CLIENT and SSH_TTY makes it one over
   * the network (ssh(1)), and so does an ancestor that serves such sessions: sudo takes the
   * variables away.
   */
  public static NetworkSession of(Caller caller) {
    return of(caller.environment(), Path.of("/proc"), ProcessHandle.current().pid());
  }

  static NetworkSession of(Map<String, String> environment, Path proc, long pid) {
    Optional<String> peer =
        firstWord(environment, "SSH_CONNECTION").or(() -> firstWord(environment, "SSH_CLIENT"));
    boolean overNetwork =
        peer.isPresent()
            || !environment.getOrDefault("SSH_TTY", "").isEmpty()
            || hasServerAbove(proc, pid);
    return new NetworkSession(overNetwork, peer);
  }

  private static Optional<String> firstWord(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "").strip();
    int blank = value.indexOf(' ');
    return Optional.of(blank < 0 ? value : value.substring(0, blank))
        .filter(word -> !word.isEmpty());
  }

  private static boolean hasServerAbove(Path proc, long pid) {
    try {
      long process = ProcStatus.of(proc.resolve(Long.toString(pid))).parent();
      for (int i = 0; i < MAX_ANCESTORS && process > 0; i++) {
        ProcStatus status = ProcStatus.of(proc.resolve(Long.toString(process)));
        if (servesSessions(status.name())) {
          return true;
        }
        process = status.parent();
      }
      return false;
    } catch (IOException _) {
      // An ancestor that ends or is hidden has no more to say.
      return false;
    }
  }

  /** Since OpenSSH 9.8 the process of a session is sshd-session. */
  private static boolean servesSessions(String name) {
    return name.startsWith("sshd")
        || switch (name) {
          case "dropbear", "mosh-server", "in.telnetd", "telnetd" -> true;
          default -> false;
        };
  }

  /** What the process with privileges is told. */
  Reexec told() {
    return new Reexec(overNetwork, peer.filter(Reexec::isAddress));
  }
}
