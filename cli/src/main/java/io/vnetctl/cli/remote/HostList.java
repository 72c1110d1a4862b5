package io.vnetctl.cli.remote;

import io.vnetctl.cli.call.CallException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The hosts that -r means, with groups and macros replaced by their members (spec vnetctl, chapter
 * 8 and chapter 15, 9), for one list. A host that appears twice with the same user and options
 * counts once.
 */
final class HostList {
  /** Nobody has more in one list; a mistake in a group file might. */
  static final int MAX_HOSTS = 1_000;

  static final int MAX_DEPTH = 16;

  private final HostGroups groups;
  private final Set<RemoteHost> hosts = new LinkedHashSet<>();
  private final List<String> expanding = new ArrayList<>();

  private HostList(HostGroups groups) {
    this.groups = groups;
  }

  /** The hosts in the order in which they are named. */
  static List<RemoteHost> of(String text, HostGroups groups) throws CallException {
    HostList list = new HostList(groups);
    list.add(text, null);
    if (list.hosts.isEmpty()) {
      throw CallException.failed("-r: there is no host in '" + text + "'; name one");
    }
    return List.copyOf(list.hosts);
  }

  private void add(String text, RemoteHost group) throws CallException {
    for (String entry : entries(text)) {
      boolean isMacro = entry.startsWith("{") && entry.endsWith("}");
      RemoteHost given = RemoteHost.parse(isMacro ? entry.substring(1, entry.length() - 1) : entry);
      RemoteHost host = group == null ? given : group.member(given);
      var members = isMacro ? groups.macro(host.name()) : groups.group(host.name());
      if (members.isPresent()) {
        expand(host, members.get());
      } else if (isMacro) {
        throw CallException.failed(
            "-r: there is no macro '" + host.name() + "'; make " + groups.macroFile(host.name()));
      } else {
        hosts.add(host);
        if (hosts.size() > MAX_HOSTS) {
          throw CallException.failed(
              "-r: there are more than " + MAX_HOSTS + " hosts; use several calls");
        }
      }
    }
  }

  private void expand(RemoteHost group, String members) throws CallException {
    if (expanding.contains(group.name()) || expanding.size() == MAX_DEPTH) {
      throw CallException.failed(
          "-r: group '"
              + group.name()
              + "' contains itself, or groups are more than "
              + MAX_DEPTH
              + " deep: "
              + String.join(" > ", expanding)
              + " > "
              + group.name()
              + "; mend its file");
    }
    expanding.addLast(group.name());
    add(members, group);
    expanding.removeLast();
  }

  /** Between commas and white space, but not those inside of parentheses or quotes. */
  static List<String> entries(String text) throws CallException {
    List<String> entries = new ArrayList<>();
    StringBuilder entry = new StringBuilder();
    int depth = 0;
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (depth > 0 && (c == '"' || c == '\'')) {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      }
      if (depth == 0 && (c == ',' || Character.isWhitespace(c))) {
        if (!entry.isEmpty()) {
          entries.add(entry.toString());
        }
        entry.setLength(0);
        continue;
      }
      depth += quote != 0 ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) {
        break;
      }
      entry.append(c);
    }
    if (depth != 0) {
      throw CallException.failed(
          "-r: parentheses do not match in '" + text + "'; write HOST(OPTIONS)");
    }
    if (!entry.isEmpty()) {
      entries.add(entry.toString());
    }
    return entries;
  }
}
