package io.vnetctl.cli.remote;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.Request;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.ListHeading;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.report.Progress;
import io.vnetctl.cli.settings.Settings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A call that runs on other hosts instead of here (spec vnetctl, chapter 8). All hosts work at the
 * same time; their answers come out one after the other, in the order of the list. One that fails
 * keeps none of the others from going on.
 */
public final class RemoteCall {
  /** Connections at a time; sshd itself begins to refuse at 10 (MaxStartups of sshd_config(5)). */
  private static final int MAX_CONNECTIONS = 8;

  /** Longest time for one host, beyond the waits that the call itself bounds. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Call call;
  private final List<String> words;
  private final List<RemoteHost> hosts;
  private final SshCommand ssh;
  private final Caller caller;
  private final Messages messages;

  private RemoteCall(
      Call call,
      List<String> words,
      List<RemoteHost> hosts,
      SshCommand ssh,
      Caller caller,
      Messages messages) {
    this.call = call;
    this.words = words;
    this.hosts = hosts;
    this.ssh = ssh;
    this.caller = caller;
    this.messages = messages;
  }

  /**
   * Finds out which hosts are meant, and whether their own options make sense.
   *
   * @param words of the call, without -r and -l
   * @throws CallException status 1 for a wrong host, group or option, before anything is run
   */
  public static RemoteCall of(
      Call call, List<String> words, Caller caller, Settings settings, Messages messages)
      throws CallException {
    List<RemoteHost> hosts = HostList.of(call.hosts().orElseThrow(), HostGroups.of(settings));
    for (RemoteHost host : hosts) {
      check(host, words);
    }
    return new RemoteCall(
        call, words, hosts, SshCommand.of(settings, call.remoteUser()), caller, messages);
  }

  private static void check(RemoteHost host, List<String> words) throws CallException {
    List<String> all = new ArrayList<>(words);
    all.addAll(host.options());
    try {
      boolean work =
          CallParser.parse(all) instanceof Request.Work(Call there, List<String> _)
              && there.hosts().isEmpty()
              && there.reexec().isEmpty();
      if (!work) {
        throw CallException.failed("the options are not for one host");
      }
    } catch (CallException e) {
      throw CallException.failed("-r: options of " + host.label() + ": " + e.getMessage(), e);
    }
  }

  /** Runs it on all hosts. Returns the highest status; 2 for a host that cannot be reached. */
  public int run() {
    StringBuilder names = new StringBuilder();
    for (RemoteHost host : hosts) {
      names.append(names.isEmpty() ? "" : ",").append(host.label());
    }
    messages.info("Remote execution on: " + names);
    boolean withHeadings = !call.noHeading() && !call.terse() && !call.json();
    if (withHeadings && isList()) {
      caller.out().print(ListHeading.text());
    }
    List<Future<HostAnswer>> answers = new ArrayList<>();
    try (ExecutorService connections =
        Executors.newFixedThreadPool(Math.min(hosts.size(), MAX_CONNECTIONS))) {
      for (RemoteHost host : hosts) {
        List<String> command = ssh.words(host, words, hasTableOfEach());
        messages.command(ShellWords.join(command));
        answers.add(connections.submit(() -> SshProcess.run(command, limit())));
      }
      return call.json()
          ? reportJson(answers)
          : report(answers, withHeadings && !call.action().isOfCtys());
    }
  }

  private Duration limit() {
    return LIMIT.plus(call.rollbackTimeout()).plus(call.timeout());
  }

  /** One table of all hosts, each row with its host. */
  private boolean isList() {
    return call.action() == Action.LIST || call.action() == Action.LISTALL;
  }

  /** Tables whose rows do not name the host. */
  private boolean hasTableOfEach() {
    return call.action() == Action.FDB || call.action() == Action.VLANS;
  }

  /**
   * All answers in the order of the hosts.
   *
   * @param titled whether a line with the host comes before what it answers; not with actions of
   *     ctys, which answer as it does
   */
  private int report(List<Future<HostAnswer>> answers, boolean titled) {
    int highest = 0;
    for (int i = 0; i < hosts.size(); i++) {
      HostAnswer answer = await(hosts.get(i), answers.get(i));
      if (titled && answer.out().length > 0) {
        caller.out().println(hosts.get(i).label() + ":");
      }
      caller.out().writeBytes(answer.out());
      caller.out().flush();
      highest = Math.max(highest, tell(hosts.get(i), answer));
    }
    return highest;
  }

  /** One array; an object for each host, in which its own answer stands as it came. */
  private int reportJson(List<Future<HostAnswer>> answers) {
    int highest = 0;
    List<Object> array = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      HostAnswer answer = await(hosts.get(i), answers.get(i));
      int status = tell(hosts.get(i), answer);
      highest = Math.max(highest, status);
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("host", hosts.get(i).label());
      object.put("status", status);
      object.put("answer", json(new String(answer.out(), StandardCharsets.UTF_8).strip()));
      array.add(object);
    }
    caller.out().println(Json.text(array));
    return highest;
  }

  private static Object json(String text) {
    if (text.isEmpty()) {
      return null;
    }
    return JsonSyntax.isValue(text) ? new Json.Verbatim(text) : text;
  }

  private HostAnswer await(RemoteHost host, Future<HostAnswer> answer) {
    try (Progress _ = messages.waitingFor(host.label())) {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new HostAnswer(HostAnswer.GIVEN_UP, new byte[0], new byte[0]);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Passes on what the host said to people, and names it if it failed. Returns its status. */
  private int tell(RemoteHost host, HostAnswer answer) {
    boolean silent = call.terse() && call.action() == Action.CHECK;
    if (!silent) {
      PrintStream err = caller.err();
      boolean own = answer.status() < 0;
      err.writeBytes(own ? new byte[0] : answer.err());
      err.flush();
    }
    String name = host.label();
    return switch (answer.status()) {
      case 0 -> 0;
      case HostAnswer.NO_CONNECTION ->
          missing(
              name
                  + " cannot be reached: "
                  + lastLine(answer)
                  + "; see whether 'ssh "
                  + name
                  + " true' works");
      case HostAnswer.NOT_FOUND, HostAnswer.NOT_EXECUTABLE ->
          missing(
              name
                  + " has no program '"
                  + ssh.tool()
                  + "' that runs; install vnetctl there, or set CTYS_REMOTE_TOOL to its path");
      case HostAnswer.NOT_STARTED ->
          missing(
              "cannot run ssh for "
                  + name
                  + ": "
                  + lastLine(answer)
                  + "; install it, or set CTYS_SSH");
      case HostAnswer.GIVEN_UP -> {
        messages.error(
            CallException.FAILED,
            "gave up waiting for "
                + name
                + ": "
                + lastLine(answer)
                + "; log in and see what it does");
        yield CallException.FAILED;
      }
      default -> {
        messages.error(
            answer.status(),
            call.action().word()
                + " failed on "
                + name
                + " with status "
                + answer.status()
                + "; see its messages");
        yield answer.status();
      }
    };
  }

  private int missing(String text) {
    messages.error(CallException.MISSING, text);
    return CallException.MISSING;
  }

  private static String lastLine(HostAnswer answer) {
    String text = new String(answer.err(), StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "no reason given" : text.substring(text.lastIndexOf('\n') + 1);
  }
}
