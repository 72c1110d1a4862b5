package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Two hosts with TAP devices of Open vSwitch's userspace datapath. Its daemons run on a database
 * and sockets of their own; those of the machine, if any, are not touched.
 */
final class OvsHosts {
  static final String NAME = "Open vSwitch, userspace";

  private static final String TAP_A = "tapa";
  private static final String TAP_B = "tapb";
  private static final String SCHEMA = "/usr/share/openvswitch/vswitch.ovsschema";
  private static final long START_MS = 5_000;
  private static final long RETRY_MS = 20;

  private OvsHosts() {}

  /** Why there is no Open vSwitch, and what to do. */
  static Optional<String> obstacle() {
    boolean there =
        List.of("ovs-vswitchd", "ovsdb-server", "ovsdb-tool", "ovs-vsctl").stream()
            .allMatch(program -> HostPrograms.find(program).isPresent());
    return there && Files.exists(Path.of(SCHEMA))
        ? Optional.empty()
        : Optional.of("is not installed (Debian: apt install openvswitch-switch)");
  }

  /** Below {@code room}, a directory of its own. */
  static Hosts open(Placement placement, Path room) throws IOException {
    Files.createDirectories(room);
    return Resources.build(
        resources -> {
          NetworkNamespace home = resources.add(NetworkNamespace.open());
          NetworkNamespace a = resources.add(NetworkNamespace.open());
          NetworkNamespace b = resources.add(NetworkNamespace.open());
          String database = room.resolve("conf.db").toString();
          Path socket = room.resolve("db.sock");
          home.run("ovsdb-tool", "create", database, SCHEMA);
          BoundProcess server =
              resources.add(
                  daemon(
                      home.inside(
                          placement.anywhere(
                              List.of(
                                  "ovsdb-server",
                                  "--remote=punix:" + socket,
                                  "--unixctl=" + room.resolve("db.ctl"),
                                  database))),
                      room,
                      "ovsdb"));
          await(socket, server, room.resolve("ovsdb.log"));
          home.run("ovs-vsctl", "--db=unix:" + socket, "--no-wait", "init");
          Path control = room.resolve("vs.ctl");
          BoundProcess datapath =
              resources.add(
                  daemon(
                      home.inside(
                          placement.anywhere(
                              List.of("ovs-vswitchd", "--unixctl=" + control, "unix:" + socket))),
                      room,
                      "vswitchd"));
          await(control, datapath, room.resolve("vswitchd.log"));
          home.run(
              ("ovs-vsctl --timeout=10 --db=unix:%s add-br br0"
                      + " -- set bridge br0 datapath_type=netdev"
                      + " -- add-port br0 tapa -- set interface tapa type=tap"
                      + " -- add-port br0 tapb -- set interface tapb type=tap")
                  .formatted(socket)
                  .split(" "));
          home.move(TAP_A, a);
          home.move(TAP_B, b);
          CpuClock clock = resources.add(CpuClock.of(datapath.handle()));
          Hosts hosts = new Hosts(a, b, clock, resources);
          hosts.up(TAP_A, TAP_B);
          return hosts;
        });
  }

  private static BoundProcess daemon(List<String> command, Path room, String name)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(room.resolve(name + ".log").toFile());
    for (String directory : List.of("OVS_RUNDIR", "OVS_LOGDIR", "OVS_DBDIR")) {
      builder.environment().put(directory, room.toString());
    }
    return BoundProcess.start(builder);
  }

  private static void await(Path socket, BoundProcess process, Path log) throws IOException {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
    while (!Files.exists(socket)) {
      if (!process.isAlive() || System.nanoTime() > deadlineNs) {
        throw new IOException("Open vSwitch does not start, see " + Files.readString(log).strip());
      }
      Pause.ms(RETRY_MS);
    }
  }
}
