package io.vnetctl.bench;

import java.util.List;

/**
 * What a benchmark has to say.
 *
 * @param name of the benchmark
 * @param raw every figure, as {@link Json} writes it
 * @param markdown the section for people, without its heading
 * @param goals what was asked for of its figures
 */
record Report(String name, String title, Object raw, String markdown, List<Goal> goals) {}
