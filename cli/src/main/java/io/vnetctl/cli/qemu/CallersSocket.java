package io.vnetctl.cli.qemu;

import io.vnetctl.cli.call.CallException;

/** Where guests connect that name no switch; asked for only if there is such a guest. */
interface CallersSocket {
  /**
   * The control directory.
   *
   * @throws CallException no guest can connect there
   */
  String path() throws CallException;
}
