package io.vnetctl.cli;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.qemu.GuestNic;
import io.vnetctl.cli.query.ChosenSwitch;
import io.vnetctl.cli.query.SwitchConsole;
import io.vnetctl.cli.remote.ShellWords;
import io.vnetctl.cli.report.Json;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  @Mixin private NamedSwitch named;

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

  @ArgGroup private Form form = new Form();

  @Spec private CommandSpec spec;

  /** What is printed instead of words for a shell. */
  private static final class Form {
    @Option(
        names = "--libvirt",
        description = "print the element <qemu:commandline> of a domain of libvirt")
    private boolean libvirt;

    @Option(names = "--json", description = "print JSON instead of text")
    private boolean json;

    String of(GuestNic nic) {
      return libvirt ? nic.libvirtElement() : json ? json(nic) : ShellWords.join(nic.words());
    }
  }

  /** 0; 1 if no guest can have such an interface; 2 if a console is named that is not there. */
  @Override
  public Integer call() throws CallException {
    spec.commandLine().getOut().println(form.of(nic()));
    return 0;
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
    requireText("--model", model);
    requireText("--name", name);
    Path sock = sock();
    return new GuestNic(sock, model, mac(named.caller(), sock));
  }

  private static void requireText(String option, String value) throws CallException {
    if (value != null && value.isEmpty()) {
      throw CallException.failed(
          "the argument of " + option + " is empty; leave the option out or name something");
    }
  }

  /** Only a console has to be asked: a directory is all that a guest needs. */
  private Path sock() throws CallException {
    ChosenSwitch chosen = named.chosen();
    if (!chosen.isByConsole()) {
      return chosen.paths().qemuSock();
    }
    try (SwitchConsole console = named.open(chosen)) {
      return console.paths().qemuSock();
    }
  }

  private String mac(Caller caller, Path sock) throws CallException {
    if (mac != null) {
      GuestNic.checkMac(mac);
      return mac;
    }
    return name == null
        ? GuestNic.mac(new SecureRandom().nextLong())
        : GuestNic.macOf(caller.host(), sock, name);
  }
}
