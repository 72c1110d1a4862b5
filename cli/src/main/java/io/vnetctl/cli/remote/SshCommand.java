package io.vnetctl.cli.remote;

import io.vnetctl.cli.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words that run a call on another host (spec vnetctl, chapter 8). Only the other host's shell
 * reads the call, and each of its words is quoted for that.
 *
 * @param ssh the program and options of its own: CTYS_SSH, words between blanks
 * @param tool the program on the other host: CTYS_REMOTE_TOOL
 * @param defaultUser -l
 */
record SshCommand(List<String> ssh, String tool, Optional<String> defaultUser) {
  private static final String NO_HEADING = "-n";

  static SshCommand of(Settings settings, Optional<String> defaultUser) {
    List<String> ssh = new ArrayList<>();
    for (String word : settings.value("CTYS_SSH").orElse("ssh").split(" ")) {
      if (!word.isEmpty()) {
        ssh.add(word);
      }
    }
    return new SshCommand(ssh, settings.value("CTYS_REMOTE_TOOL").orElse("vnetctl"), defaultUser);
  }

  /**
   * The command for one host.
   *
   * @param words of the call, without hosts and their user
   * @param heading whether tables of that host have theirs, unless the call says otherwise
   */
  List<String> words(RemoteHost host, List<String> words, boolean heading) {
    List<String> command = new ArrayList<>(ssh);
    // No question can be answered: all hosts are called at once.
    command.addAll(List.of("-o", "BatchMode=yes", "-o", "ConnectTimeout=10"));
    host.user().or(() -> defaultUser).ifPresent(user -> command.addAll(List.of("-l", user)));
    command.addAll(List.of("--", host.name(), call(host, words, heading)));
    return command;
  }

  private String call(RemoteHost host, List<String> words, boolean heading) {
    List<String> call = new ArrayList<>(List.of(tool));
    call.addAll(words);
    call.addAll(host.options());
    if (!heading && !call.contains(NO_HEADING)) {
      call.add(NO_HEADING);
    }
    return ShellWords.join(call);
  }
}
