package io.vnetctl.bench;

/**
 * What a benchmark has to say.
 *
 * @param name of the benchmark
 * @param raw every figure, as {@link Json} writes it
 * @param markdown the section for people, without its heading
 */
record Report(String name, String title, Object raw, String markdown) {}
