package io.vnetctl.vde.console;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.Reply;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.Errno;
import io.vnetctl.vde.Peer;
import io.vnetctl.vde.console.SwitchIdentity.ManagementSocket;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Carries out console lines, from wherever they come. Switch thread only. */
final class Interpreter {
  /** The version whose protocol this is, and by which tools know it; then a line of our own. */
  static final String GREETING =
      "VDE switch V.2.3.2\nvnetctl, a virtual Ethernet switch in Java (Apache-2.0)\n";

  /** The highest is what chown(2) and others take for "none". */
  private static final long MAX_ID = 0xffff_fffeL;

  private final Surroundings around;
  private final Optional<Peer> peer;
  private final Plugins plugins;
  private final ReplyText text;

  /**
   * @param peer on whose behalf files are written; empty for the user of the process
   */
  Interpreter(Surroundings around, Optional<Peer> peer) {
    this.around = around;
    this.peer = peer;
    this.plugins = around.plugins();
    this.text = new ReplyText(around.accounts());
  }

  /**
   * Carries out one line.
   *
   * @param categories those of the console; empty for a start file, which has none
   */
  Answer answer(CommandGrammar.Line line, Optional<DebugCategories> categories) {
    return switch (line.request()) {
      case Request.Nothing r -> new Answer.Text(Collections.emptyIterator());
      case Request.Unknown r -> status(Errno.ENOSYS);
      case Request.Malformed r -> refused(line, Errno.EINVAL);
      case Request.Core r -> reply(around.core().execute(r.command()), line.data());
      case Request.ShowDataSockets r -> data(dataSockets());
      case Request.Help r -> data(plugins.grammar().help(r.prefix()).iterator());
      case Request.ShowInfo r -> data(info());
      case Request.Logout r -> new Answer.Logout();
      case Request.Shutdown r -> new Answer.Shutdown();
      case Request.Load r ->
          categories.isPresent() ? new Answer.Run(r.path()) : status(Errno.EBADF);
      case Request.ListCategories r ->
          categories.isPresent() ? list(categories.get(), r.prefix()) : refused(line, Errno.EBADF);
      case Request.AddCategories r ->
          status(categories.map(c -> c.add(r.prefix())).orElse(Errno.EBADF));
      case Request.RemoveCategories r ->
          status(categories.map(c -> c.remove(r.prefix())).orElse(Errno.EBADF));
      case Request.ListPlugins r ->
          data(plugins.rows(r.prefix()).iterator(), plugins.exists(r.prefix()) ? 0 : Errno.ENOENT);
      case Request.AddPlugin r -> status(plugins.add(r.name()));
      case Request.RemovePlugin r -> status(plugins.remove(r.prefix()));
      case Request.SetDumpActive r -> {
        plugins.dump().setActive(r.active());
        yield status(0);
      }
      case Request.SetCaptureActive r ->
          data(Lines.of(), plugins.capture().setActive(r.active(), peer));
      case Request.SetCaptureFile r -> captureFile(r.path());
      case Request.SetCaptureBuffered r -> {
        plugins.capture().setBuffered(r.buffered());
        yield status(0);
      }
      case Request.ShowCapture r -> data(plugins.capture().info().iterator());
      case Request.ShowConfiguration r ->
          data(lines(List.of("file " + around.configuration().file().orElse("-"))));
      case Request.PrintConfiguration r -> data(lines(around.configuration().print()));
      case Request.CheckConfiguration r -> result(around.configuration().check(peer));
      case Request.ReloadConfiguration r -> result(around.configuration().reload(peer));
      case Request.SetPortUser r ->
          owner(r.port(), r.user(), Accounts::uidOf, uid -> new Command.SetPortUser(r.port(), uid));
      case Request.SetPortGroup r ->
          owner(
              r.port(), r.group(), Accounts::gidOf, gid -> new Command.SetPortGroup(r.port(), gid));
    };
  }

  /** An action ended so. */
  static Answer status(int errno) {
    return new Answer.Text(Lines.of(ReplyText.status(errno)));
  }

  private static Answer refused(CommandGrammar.Line line, int errno) {
    return line.data() ? data(Lines.of(), errno) : status(errno);
  }

  private static Answer data(Iterator<String> lines) {
    return data(lines, 0);
  }

  private static Answer data(Iterator<String> lines, int errno) {
    return new Answer.Text(ReplyText.block(lines, ReplyText.status(errno)));
  }

  private Answer reply(Reply reply, boolean data) {
    Iterator<String> lines = text.of(reply, data);
    return new Answer.Text(lines);
  }

  private static Answer list(DebugCategories categories, String prefix) {
    return data(categories.rows(prefix).iterator(), categories.exists(prefix) ? 0 : Errno.ENOENT);
  }

  private Answer captureFile(String path) {
    int errno = path.isEmpty() ? 0 : plugins.capture().open(path, peer);
    return errno == 0 ? data(Lines.of(plugins.capture().name())) : data(Lines.of(), errno);
  }

  private static Answer result(Configuration.Result result) {
    return data(lines(result.lines()), result.succeeded() ? 0 : Errno.EINVAL);
  }

  private static Iterator<String> lines(List<String> texts) {
    return texts.stream().map(text -> Columns.bytesOf(text) + "\n").iterator();
  }

  private Iterator<String> dataSockets() {
    SwitchIdentity identity = around.identity();
    return Lines.of(
        "ctl dir " + Columns.bytesOf(identity.ctlDirectory()) + "\n",
        String.format("std mode 0%03o\n", identity.ctlMode()));
  }

  private Iterator<String> info() {
    SwitchIdentity identity = around.identity();
    Iterator<String> process =
        Lines.of(
            GREETING,
            "\n",
            String.format(
                "pid %d MAC %s uptime %d\n",
                identity.pid(), identity.mac(), identity.uptimeSeconds().getAsLong()));
    return Lines.concat(
        process, identity.management().stream().map(Interpreter::management).iterator());
  }

  private static String management(ManagementSocket socket) {
    return String.format("mgmt %s perm 0%03o\n", Columns.bytesOf(socket.path()), socket.mode());
  }

  /** An unknown name matters only if the port is there: VDE looks at the port first. */
  private Answer owner(
      int port, String name, AccountLookUp lookUp, Function<OptionalInt, Command> command) {
    if (name.equals("NONE") || name.equals("ANY")) {
      return reply(around.core().execute(command.apply(OptionalInt.empty())), false);
    }
    OptionalInt id = number(name);
    if (id.isEmpty()) {
      id = lookUp.find(around.accounts(), Columns.textOf(name));
    }
    if (id.isPresent()) {
      return reply(around.core().execute(command.apply(id)), false);
    }
    Reply looked = around.core().execute(new Command.ListAllPorts(OptionalInt.of(port)));
    return reply(
        looked instanceof Reply.Failed ? looked : new Reply.Failed(Failure.INVALID), false);
  }

  /** The leading number of a name that starts with a digit. */
  private static OptionalInt number(String name) {
    OptionalLong id = new ArgumentScanner(name).leadingDigits();
    return id.isPresent() && id.getAsLong() <= MAX_ID
        ? OptionalInt.of((int) id.getAsLong())
        : OptionalInt.empty();
  }

  private interface AccountLookUp {
    OptionalInt find(Accounts accounts, String name);
  }
}
