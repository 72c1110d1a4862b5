package io.vnetctl.cli.peers;

import io.vnetctl.cli.SwitchOptions;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the switch differs from vde_switch 2.3.2 on purpose, as far as random sessions could show
 * it; docs/differences.md tells the same under the same names. An entry keeps a command out of the
 * sessions, or rewrites the original's answer. Some only record what sessions are made without.
 */
enum IntendedDifferences {
  /** The original removes VLAN 0, and then crashes at the next new port. */
  VLAN_0_STAYS {
    @Override
    boolean avoids(String command, boolean hub) {
      return command.startsWith("vlan/remove") && number(command, 0) == 0;
    }
  },
  /** The original takes any number of ports. */
  PORTS_ARE_BOUNDED {
    @Override
    boolean avoids(String command, boolean hub) {
      return command.startsWith("port/setnumports") && number(command, 0) > MOST_PORTS;
    }
  },
  /** The original reads the lowest 32 bits of a longer number. */
  NUMBERS_DO_NOT_WRAP {
    @Override
    boolean avoids(String command, boolean hub) {
      return LONG_NUMBER
          .matcher(command)
          .results()
          .map(number -> new BigInteger(number.group()))
          .anyMatch(number -> number.bitLength() >= Integer.SIZE);
    }
  },
  /** The original takes any size of the address table and allocates for it. */
  HASH_SIZE_IS_BOUNDED {
    @Override
    boolean avoids(String command, boolean hub) {
      return command.startsWith("hash/setsize") && number(command, 0) > MOST_BUCKETS;
    }
  },
  /** The original aborts when it prints a uid or gid of six digits that has no name. */
  LARGE_IDS_ARE_PRINTED {
    @Override
    boolean avoids(String command, boolean hub) {
      return OWNER.matcher(command).lookingAt() && number(command, 1) > LARGEST_PRINTED_ID;
    }
  },
  /** The original prints the current user in place of the configured one when both have names. */
  CONFIGURED_USER_IS_PRINTED {
    @Override
    boolean avoids(String command, boolean hub) {
      Matcher owner = OWNER.matcher(command);
      return owner.lookingAt() && !PRINTED_ALIKE.matcher(owner.group(1)).lookingAt();
    }
  },
  /** The original takes the number that a word begins with, and then looks for that port. */
  MISTYPED_PORTS_ARE_NONE {
    @Override
    boolean avoids(String command, boolean hub) {
      return MISTYPED_PORT.matcher(command).lookingAt();
    }
  },
  /** The original reports port/- when an unknown endpoint of a port without client is closed. */
  EPCLOSE_SENDS_NO_FALSE_EVENT {
    @Override
    boolean avoids(String command, boolean hub) {
      return command.startsWith("port/epclose");
    }
  },
  /** The original loads what the console names; here a name is one of the built-in plugins. */
  PLUGINS_ARE_BUILT_IN {
    @Override
    boolean avoids(String command, boolean hub) {
      return command.startsWith("plugin/add") && !command.endsWith(" nosuch");
    }
  },
  /** The original counts a hub's frames as sent to ports without client too. */
  HUB_COUNTS_ONLY_WHAT_IT_SENDS {
    @Override
    boolean avoids(String command, boolean hub) {
      return hub && PORT_COUNTERS.matcher(command).lookingAt();
    }
  },
  /** When BPDUs come depends on the clock; FSTP against the original has a test of its own. */
  FSTP_IS_TIMED {
    @Override
    boolean avoids(String command, boolean hub) {
      return command.startsWith("fstp/setfstp") && number(command, 0) != 0;
    }
  },
  /** The original forgets an edge port when a client comes or goes there. */
  EDGE_PORTS_STAY {
    @Override
    boolean avoids(String command, boolean hub) {
      return command.startsWith("fstp/setedge") && number(command, 2) != 0;
    }
  },
  /** Which addresses have aged, and may move, depends on the clock: ages are never or always. */
  AGEING_IS_TIMED {
    @Override
    boolean avoids(String command, boolean hub) {
      return command.startsWith("hash/setexpire") && number(command, 0) < LONGER_THAN_A_SESSION_S
          || command.startsWith("hash/setminper")
              && number(command, 0) >= 0
              && number(command, 0) < LONGER_THAN_A_SESSION_S;
    }
  },
  /** The original prints the port's number plus one. */
  HASH_FIND_NAMES_THE_PORT {
    @Override
    String rewrite(String command, String answer) {
      if (!command.startsWith("hash/find")) {
        return answer;
      }
      return FOUND_PORT
          .matcher(answer)
          .replaceAll(found -> "to port: %03d".formatted(Integer.parseInt(found.group(1)) - 1));
    }
  },
  /** The original cuts a frame at 1518 bytes; sessions send none that is longer. */
  LARGE_FRAMES_PASS_WHOLE,
  /** The original leaves a refused client waiting; no reply and a closed connection count alike. */
  REFUSED_CLIENTS_ARE_TOLD,
  /** The original reads a tag that the frame is too short for; sessions send no such frame. */
  CUT_TAGS_ARE_DROPPED,
  /** There are more commands here than the original has; their help does not count. */
  HELP_LISTS_MORE,
  /** Both go by bucket with one hash; the order of addresses is not promised and does not count. */
  HASH_ORDER_IS_FREE;

  static final int LARGEST_FRAME = 1518;
  static final List<String> ADDED_COMMANDS =
      List.of(
          "port/counters",
          "port/maclimit",
          "port/floodlimit",
          "port/bpduguard",
          "port/isolated",
          "port/userlimit",
          "port/limits",
          "config",
          "config/showinfo",
          "config/print",
          "config/check",
          "config/reload");

  private static final int MOST_PORTS = SwitchOptions.MAX_PORTS;
  private static final int MOST_BUCKETS = 65536;
  private static final int LARGEST_PRINTED_ID = 99999;
  private static final int LONGER_THAN_A_SESSION_S = 1000;
  private static final Pattern OWNER = Pattern.compile("port/set(?:user|group)\\s*\\S*\\s*(.*)");
  private static final Pattern MISTYPED_PORT =
      Pattern.compile("port/set(?:user|group)\\s+(?!0x)\\d+[^\\d\\s]");
  private static final Pattern PRINTED_ALIKE = Pattern.compile("root$|NONE|ANY|\\d|nosuch|$");
  private static final Pattern PORT_COUNTERS = Pattern.compile("port/(all)?print");
  private static final Pattern FOUND_PORT = Pattern.compile("to port: (\\d{3,})");
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d{10,}");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,9}");

  /** Whether sessions must do without this command; {@code hub} if the session switches to hub. */
  boolean avoids(String command, boolean hub) {
    return false;
  }

  /** The answer the original would have given had it been right. */
  String rewrite(String command, String answer) {
    return answer;
  }

  static boolean anyAvoids(String command, boolean hub) {
    for (IntendedDifferences difference : values()) {
      if (difference.avoids(command, hub)) {
        return true;
      }
    }
    return false;
  }

  static String rewriteAll(String command, String answer) {
    String rewritten = answer;
    for (IntendedDifferences difference : values()) {
      rewritten = difference.rewrite(command, rewritten);
    }
    return rewritten;
  }

  /** The argument at {@code index} as C's atoi reads it. */
  private static int number(String command, int index) {
    String[] words = command.replaceFirst("^[a-z]+/[a-z]+\\s*", "").split("\\s+");
    if (index >= words.length) {
      return 0;
    }
    Matcher number = DECIMAL.matcher(words[index]);
    return number.lookingAt() ? Integer.parseInt(number.group()) : 0;
  }
}
