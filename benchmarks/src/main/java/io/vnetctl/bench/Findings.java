package io.vnetctl.bench;

import java.util.List;

/**
 * What a benchmark found out.
 *
 * @param notes lines about how it was measured, before the tables
 */
record Findings(Comparison comparison, List<String> notes, List<Goal> goals) {}
