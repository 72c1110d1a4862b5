package io.vnetctl.cli.qemu;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.Request;
import io.vnetctl.cli.call.ThisProcess;
import io.vnetctl.cli.process.ProgramImage;
import io.vnetctl.cli.settings.Settings;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.Errno;
import io.vnetctl.vde.SocketProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code vdeq PROGRAM WORDS...} and {@code vdePROGRAM WORDS...}: becomes QEMU, connected to a
 * switch (vdeq(1), spec vnetctl, chapter 9).
 */
public final class Vdeq {
  private static final String NAME = "vdeq";
  private static final String PREFIX = "vde";
  private static final String USAGE =
      """
      Usage: vdeq qemu_executable [OPTION...] -net vde[,vlan=N][,sock=SOCK][,port=N][,group=GROUP][,mode=MODE]
             vdeq qemu_executable [-sock SOCK[,SOCK...]] [OPTION...]
             vdeNAME ... is vdeq NAME ...
        SOCK  control directory of a switch (default: yours, QEMUSOCK), with [PORT] behind it in -sock
        QEMU connects to switches itself: -nic vde,sock=SOCK. vnetctl qemu-args prints what to write.""";

  /** System properties set by the launcher: the file that was started, and the user's LC_ALL. */
  private static final String PROGRAM_PROPERTY = "vnetctl.program";

  private static final String LOCALE_PROPERTY = "vnetctl.locale";

  /** As shells say it. */
  private static final int NOT_FOUND = 127;

  private static final int NOT_EXECUTABLE = 126;

  private Vdeq() {}

  /**
   * Becomes the program. If that is not possible: status 1 wrong words, 2 no switch to connect to,
   * 126 and 127 as of a shell.
   */
  public static void main(String[] args) {
    Caller caller = ThisProcess.caller(System.getProperty(PROGRAM_PROPERTY, NAME));
    System.exit(run(caller, List.of(args)));
  }

  private static int run(Caller caller, List<String> given) {
    boolean named = !caller.tool().equals(NAME) && caller.tool().startsWith(PREFIX);
    if (named ? isHelp(given) : given.isEmpty() || isHelp(given)) {
      caller.err().println(USAGE);
      return 0;
    }
    String program = named ? caller.tool().substring(PREFIX.length()) : given.getFirst();
    List<String> rest = named ? given : given.subList(1, given.size());
    try {
      List<String> words = new ArrayList<>(List.of(found(program, caller)));
      words.addAll(VdeqWords.translate(rest, () -> callersSocket(caller)));
      return become(words, caller);
    } catch (CallException e) {
      caller.err().println(caller.tool() + ": " + e.getMessage());
      return e.status();
    }
  }

  private static boolean isHelp(List<String> words) {
    return !words.isEmpty() && List.of("-h", "-help", "--help").contains(words.getFirst());
  }

  private static int become(List<String> words, Caller caller) {
    int errno =
        ProgramImage.become(words, Map.of("LC_ALL", System.getProperty(LOCALE_PROPERTY, "")));
    caller
        .err()
        .println(
            caller.tool()
                + ": cannot run "
                + words.getFirst()
                + ": "
                + Errno.text(errno)
                + "; name a program of QEMU, such as qemu-system-x86_64");
    return errno == Errno.ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
  }

  /** What is called qemu here and there is QEMU for this machine. */
  private static String found(String program, Caller caller) {
    if (!program.equals("qemu")) {
      return program;
    }
    for (String folder : caller.environment().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return program;
      }
    }
    String machine = System.getProperty("os.arch");
    return "qemu-system-" + (machine.equals("amd64") ? "x86_64" : machine);
  }

  private static String callersSocket(Caller caller) throws CallException {
    Call call = ((Request.Work) CallParser.parse(List.of("info"))).call();
    SwitchPaths paths = SwitchPaths.of(call, caller, Settings.of(caller));
    if (SocketProbe.stream(paths.ctl()) == SocketProbe.State.DANGLING) {
      throw CallException.missing(
          "QEMUSOCK "
              + paths.qemuSock()
              + ": nobody listens at ctl; make a switch with vnetctl -u "
              + paths.owner()
              + " create, or name one with sock=");
    }
    return paths.qemuSock().toString();
  }
}
