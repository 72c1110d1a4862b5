package io.vnetctl.cli.settings;

import java.nio.file.Path;

/**
 * Where the files of a switch are (spec vnetctl, chapters 3 and 4.1).
 *
 * @param owner name of the user whose switch it is
 * @param qemuSock QEMUSOCK, the control directory
 * @param qemuMgmt QEMUMGMT, the console socket
 * @param pidFile /var/run/ and the last name of QEMUMGMT
 */
public record SwitchPaths(String owner, Path qemuSock, Path qemuMgmt, Path pidFile) {

  /** Where clients register. */
  public Path ctl() {
    return qemuSock.resolve("ctl");
  }
}
