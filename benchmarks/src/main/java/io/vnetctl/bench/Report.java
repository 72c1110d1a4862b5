package io.vnetctl.bench;

import java.util.List;
import java.util.Optional;

/**
 * What a benchmark has to say.
 *
 * @param name of the benchmark
 * @param raw every figure, as {@link Json} writes it
 * @param markdown the section for people, without its heading
 * @param plot SVG
 * @param goals what was asked for of its figures
 */
record Report(
    String name,
    String title,
    Object raw,
    String markdown,
    Optional<String> plot,
    List<Goal> goals) {}
