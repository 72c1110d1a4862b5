package io.vnetctl.cli;

import io.vnetctl.tap.SystemCallException;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.Identity;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code vde_tunctl}: makes TUN/TAP devices persistent for a user and lets them go, with the
 * options, outputs and statuses of the original (spec, VDE command line, chapter 3), and {@code -g}
 * added.
 */
public final class VdeTunctl {
  /** System property with the name that messages begin with, set by the launcher. */
  private static final String PROGRAM_PROPERTY = "vnetctl.program";

  private static final int DONE = 0;
  private static final int FAILED = 1;

  private final String program;
  private final PrintStream out;
  private final PrintStream err;

  VdeTunctl(String program, PrintStream out, PrintStream err) {
    this.program = program;
    this.out = out;
    this.err = err;
  }

  /** Entry point of the launcher; ends the JVM with the status. */
  public static void main(String[] args) {
    String program = System.getProperty(PROGRAM_PROPERTY, "vde_tunctl");
    System.exit(new VdeTunctl(program, System.out, System.err).run(args));
  }

  /** Returns the exit status. */
  int run(String... args) {
    Accounts accounts = new Accounts();
    TunctlCommandLine commandLine =
        new TunctlCommandLine(
            program,
            name -> unsigned(accounts.uidOf(name)),
            name -> unsigned(accounts.gidOf(name)));
    return switch (commandLine.parse(List.of(args))) {
      case TunctlRequest.Create create -> create(create);
      case TunctlRequest.Remove remove -> remove(remove);
      case TunctlRequest.Unclear unclear -> explain(unclear);
    };
  }

  private static OptionalLong unsigned(OptionalInt number) {
    return number.stream().mapToLong(Integer::toUnsignedLong).findFirst();
  }

  private int create(TunctlRequest.Create request) {
    OptionalLong owner =
        request.ownerUid().isPresent() || request.groupGid().isPresent()
            ? request.ownerUid()
            : unsigned(OptionalInt.of(Identity.effectiveUid()));
    try {
      String name = request.device().create(owner, request.groupGid());
      out.println(
          request.brief()
              ? name
              : "Set '%s' persistent and owned by %s"
                  .formatted(name, ownership(owner, request.groupGid())));
      return DONE;
    } catch (SystemCallException e) {
      return fail(e, request.device().cloneDevice().toString());
    }
  }

  private static String ownership(OptionalLong uid, OptionalLong gid) {
    return Stream.of(
            uid.stream().mapToObj(number -> "uid " + number),
            gid.stream().mapToObj(number -> "gid " + number))
        .flatMap(Function.identity())
        .collect(Collectors.joining(" and "));
  }

  private int remove(TunctlRequest.Remove request) {
    try {
      out.println("Set '%s' nonpersistent".formatted(request.device().remove()));
      return DONE;
    } catch (SystemCallException e) {
      return fail(e, request.device().cloneDevice().toString());
    }
  }

  private int fail(SystemCallException e, String cloneDevice) {
    err.println(
        e.call().equals("open")
            ? "Failed to open '%s' : %s".formatted(cloneDevice, e.reason())
            : e.call() + ": " + e.reason());
    return FAILED;
  }

  private int explain(TunctlRequest.Unclear request) {
    if (!request.complaint().isEmpty()) {
      err.println(request.complaint());
    }
    err.print(TunctlOption.usage(program));
    return FAILED;
  }
}
