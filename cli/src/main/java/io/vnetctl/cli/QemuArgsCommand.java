package io.vnetctl.cli;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.Request;
import io.vnetctl.cli.call.ThisProcess;
import io.vnetctl.cli.qemu.GuestNic;
import io.vnetctl.cli.remote.ShellWords;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.settings.Settings;
import io.vnetctl.cli.settings.SwitchPaths;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vnetctl qemu-args}: options for QEMU that connect a guest to a user's switch. */
@Command(
    name = "qemu-args",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Print options for QEMU that connect a guest to the switch, to be pasted, or as in"
            + " qemu-system-x86_64 $(vnetctl qemu-args --name web) ...")
final class QemuArgsCommand implements Callable<Integer> {
  /** System property with the file that was started, set by the launcher. */
  private static final String PROGRAM_PROPERTY = "vnetctl.program";

  @Option(names = "-u", paramLabel = "USER", description = "whose switch; default: yours")
  private String user;

  @Option(
      names = "-s",
      paramLabel = "PATH",
      description = "control directory of the switch, QEMUSOCK; default: as with vnetctl info")
  private String sock;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "interface that the guest sees; default: ${DEFAULT-VALUE}")
  private String model = GuestNic.DEFAULT_MODEL;

  @Option(
      names = "--mac",
      paramLabel = "ADDRESS",
      description = "the guest's address; default: the one of its name")
  private String mac;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "name of the guest, for an address that is always the same; without it each call gives"
              + " another address")
  private String name;

  @Option(names = "--json", description = "print JSON instead of text")
  private boolean json;

  @Spec private CommandSpec spec;

  /** 0, or 1 if no guest can have such an interface. */
  @Override
  public Integer call() {
    try {
      GuestNic nic = nic();
      spec.commandLine().getOut().println(json ? json(nic) : ShellWords.join(nic.words()));
      return 0;
    } catch (CallException e) {
      spec.commandLine().getErr().println("vnetctl qemu-args: " + e.getMessage());
      return e.status();
    }
  }

  private static String json(GuestNic nic) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("sock", nic.sock().toString());
    members.put("model", nic.model());
    members.put("address", nic.mac());
    members.put("args", nic.words());
    return Json.text(members);
  }

  private GuestNic nic() throws CallException {
    Caller caller = ThisProcess.caller(System.getProperty(PROGRAM_PROPERTY, "vnetctl"));
    List<String> words = new ArrayList<>(List.of("info"));
    if (user != null) {
      words.addAll(List.of("-u", user));
    }
    if (sock != null) {
      words.addAll(List.of("-s", sock));
    }
    Call call = ((Request.Work) CallParser.parse(words)).call();
    SwitchPaths paths = SwitchPaths.of(call, caller, Settings.of(caller));
    return new GuestNic(paths.qemuSock(), model, mac(caller, paths));
  }

  private String mac(Caller caller, SwitchPaths paths) throws CallException {
    if (mac != null) {
      GuestNic.checkMac(mac);
      return mac;
    }
    return name == null
        ? GuestNic.mac(new SecureRandom().nextLong())
        : GuestNic.macOf(caller.host(), paths.qemuSock(), name);
  }
}
