package io.vnetctl.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All benchmarks, in the order in which they run and stand on the page. */
enum Catalogue {
  CEILING("ceiling", "The load generator alone, on a socket pair", Ceiling::new),
  VDE_TO_VDE("vde-to-vde", "VDE port to VDE port", VdeToVde::new),
  TAP_TO_TAP("tap-to-tap", "TAP to TAP, between the stacks of two hosts", TapToTap::new),
  TAP_TO_VDE("tap-to-vde", "TAP to VDE port and back, with real stacks", TapToVde::new),
  PORTS("ports", "Many ports attached: unicast to one, broadcast to all", Ports::new),
  MAC_TABLE("mac-table", "Many addresses in the table", AddressTable::new),
  MODES("modes", "VLAN tag push and pop, hub", Modes::new),
  MEMORY("memory", "Resident size, and what an idle switch does", Memory::new),
  PURE_PARTS("jmh", "Parts of the switch alone, by JMH", PureParts::new),
  NATIVE_CALLS("native-calls", "One native call by FFM, JNA and JNI", NativeCalls::new);

  private final String key;
  private final String title;
  private final Supplier<Benchmark> maker;

  Catalogue(String key, String title, Supplier<Benchmark> maker) {
    this.key = key;
    this.title = title;
    this.maker = maker;
  }

  static Catalogue named(String key) {
    return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst().orElseThrow();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Catalogue::key).toList();
  }

  /** A line for each. */
  static String usage() {
    return Arrays.stream(values())
        .map(one -> "  %-15s %s\n".formatted(one.key, one.title))
        .collect(Collectors.joining());
  }

  /** As the user writes it. */
  String key() {
    return key;
  }

  String title() {
    return title;
  }

  Benchmark benchmark() {
    return maker.get();
  }
}
