package io.vnetctl.cli.requirements;

/** What {@code create -X} has said: {@code tap;bridge;qemusock;qemumgmt;pid;state}. */
record Switch(
    Host host,
    String tap,
    String bridge,
    String qemuSock,
    String qemuMgmt,
    String pid,
    String state) {

  static Switch of(Host host, String record) {
    String[] fields = record.strip().split(";", -1);
    if (fields.length != 6) {
      throw new AssertionError("not the record of a created switch: " + record);
    }
    return new Switch(host, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
  }
}
