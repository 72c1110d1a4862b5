package io.vnetctl.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** /dev/kvm, for guests; the network itself does not need it. */
record KvmCheck() implements Check {
  @Override
  public String name() {
    return "kvm";
  }

  @Override
  public List<Finding> look(Surroundings host) {
    Path device = host.file("/dev/kvm");
    if (!Files.exists(device)) {
      return List.of(Finding.ok("no /dev/kvm: QEMU emulates guests, which is slow but works"));
    }
    return List.of(
        Files.isReadable(device) && Files.isWritable(device)
            ? Finding.ok("/dev/kvm may be opened")
            : Finding.warn(
                "/dev/kvm is not for " + host.caller().user(),
                "QEMU emulates guests that you start, which is slow",
                "sudo usermod -aG kvm " + host.caller().user() + ", and log in again"));
  }
}
