package io.vnetctl.cli.doctor;

import java.io.IOException;
import java.util.List;

/** One thing that commonly goes wrong. Only looks; holds nothing. */
sealed interface Check
    permits BridgeFilterCheck,
        DatagramQueueCheck,
        JavaCheck,
        KernelCheck,
        KvmCheck,
        ManagerCheck,
        MtuCheck,
        NativeAccessCheck,
        PathCheck,
        PrivilegeCheck,
        RouteCheck,
        SocketPathCheck,
        StaleStateCheck,
        TunDeviceCheck,
        UserNamespaceCheck,
        WirelessCheck {

  /** All of them, in the order in which their findings are shown. */
  static List<Check> all() {
    return List.of(
        new TunDeviceCheck(),
        new KernelCheck(),
        new PrivilegeCheck(),
        new UserNamespaceCheck(),
        new NativeAccessCheck(NativeAccessCheck.LIBRARIES),
        new JavaCheck(),
        new SocketPathCheck(),
        new StaleStateCheck(),
        new DatagramQueueCheck(),
        new ManagerCheck(),
        new WirelessCheck(),
        new BridgeFilterCheck(),
        new RouteCheck(),
        new MtuCheck(),
        new PathCheck(),
        new KvmCheck());
  }

  /** Its name, for programs and in the table. */
  String name();

  /**
   * Looks.
   *
   * @return at least one finding
   * @throws IOException something that should be readable is not
   */
  List<Finding> look(Surroundings host) throws IOException;
}
