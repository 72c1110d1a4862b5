package io.vnetctl.cli.doctor;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Callers;
import io.vnetctl.cli.call.Request;
import io.vnetctl.cli.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tree of files that stands for a healthy host with a bridge, for a test to break. */
final class HostTree {
  private final Path root;
  private final Path sockets;
  private final Map<String, String> environment = new HashMap<>();
  private Callers callers;

  HostTree(Path folder) {
    root = folder.resolve("root");
    sockets = folder.resolve("s");
    environment.put("CTYS_SOCKBASE", sockets.toString());
    environment.put("PATH", "");
    folder(sockets.toString());
    put("/proc/sys/kernel/osrelease", "6.1.0");
    put("/proc/sys/net/unix/max_dgram_qlen", "512");
    put("/proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff");
    put("/proc/net/route", "Iface\tDestination", "br0\t00000000\tx\tx\tx\tx\tx\t00000000");
    put("/sys/module/bridge/version", "2.3");
    put("/sys/class/misc/tun/dev", "10:200");
    link("eth0", 2);
    link("br0", 3);
    port("br0", "eth0");
  }

  /** Writes a file of the host. */
  HostTree put(String path, String... lines) {
    try {
      Path file = root.resolve(path.substring(1));
      Files.createDirectories(file.getParent());
      Files.write(file, List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  HostTree link(String name, int index) {
    return put("/sys/class/net/" + name + "/ifindex", "" + index)
        .put("/sys/class/net/" + name + "/mtu", "1500");
  }

  HostTree port(String bridge, String name) {
    return put("/sys/class/net/" + bridge + "/bridge/stp_state", "0")
        .put("/sys/class/net/" + bridge + "/brif/" + name, "");
  }

  HostTree remove(String path) {
    try (var files = Files.walk(root.resolve(path.substring(1)))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  HostTree environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Where the sockets of the caller's switch are, as paths of the real host. */
  Path sockets() {
    return sockets;
  }

  Path root() {
    return root;
  }

  private void folder(String path) {
    try {
      Files.createDirectories(Path.of(path));
      // the tree has it too
      Files.createDirectories(root.resolve(path.substring(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What checks look at. */
  Surroundings surroundings(String... words) {
    try {
      List<String> all = new ArrayList<>(List.of("doctor"));
      all.addAll(List.of(words));
      Call call = ((Request.Work) CallParser.parse(all)).call();
      callers = Callers.of("jo", root, environment);
      return new Surroundings(
          root, call, callers.caller(), Settings.of(callers.caller()), root.resolve("opt/vnetctl"));
    } catch (CallException e) {
      throw new AssertionError(e);
    }
  }

  /** What was printed for the last surroundings. */
  String out() {
    return callers.out();
  }
}
