package io.vnetctl.cli.qemu;

import io.vnetctl.cli.programs.ProgramOption;
import java.util.List;
import java.util.stream.Stream;

/** The options of vdeq that are not QEMU's, for manual and completion. */
public enum VdeqOption {
  NET(
      List.of("-net"),
      "vde[,vlan=N][,sock=SOCK][,port=N][,group=GROUP][,mode=MODE]",
      "connect the guest's network N (default 0) to the switch at SOCK"),
  SOCK(
      List.of("-sock", "-vdesock"),
      "SOCK[,SOCK...]",
      "give the guest an interface for each SOCK; [PORT] behind it names the port"),
  MODE(List.of("--mod"), "MODE", "mode of the sockets of the guest's end, octal");

  private final ProgramOption described;

  VdeqOption(List<String> spellings, String argument, String sentence) {
    this.described = new ProgramOption(spellings, argument, sentence);
  }

  /** All of them as manual and completion have them. */
  public static List<ProgramOption> all() {
    return Stream.of(values()).map(option -> option.described).toList();
  }
}
