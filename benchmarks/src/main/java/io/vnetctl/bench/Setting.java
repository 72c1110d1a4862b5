package io.vnetctl.bench;

import java.nio.file.Path;

/**
 * What benchmarks have in common.
 *
 * @param ours the switch that is measured
 * @param reference the one it is compared with
 * @param room a directory for sockets, files and logs
 */
record Setting(
    Contender ours,
    Contender reference,
    Placement placement,
    Plan plan,
    Progress progress,
    Path room) {}
