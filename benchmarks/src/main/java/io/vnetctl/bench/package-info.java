/**
 * End-to-end comparisons of switches. A benchmark starts the contenders as processes, plugs clients
 * of its own into each, loads them in turns and reports ratios.
 *
 * <p>Every {@link io.vnetctl.bench.Benchmark} stands in the {@link io.vnetctl.bench.Catalogue} and
 * ends in a {@link io.vnetctl.bench.Comparison}, which becomes tables, plots and raw figures, and
 * in goals. Classes for JMH lie in the packages of what they measure.
 *
 * <p>One thread owns everything. What runs while a clock does ({@link
 * io.vnetctl.bench.LoadGenerator} and what it calls) allocates nothing.
 */
package io.vnetctl.bench;
