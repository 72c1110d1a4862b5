/**
 * End-to-end comparisons of switches. A benchmark starts the contenders as processes, plugs clients
 * of its own into each, loads them in turns and reports ratios.
 *
 * <p>One thread owns everything. What runs while a clock does ({@link
 * io.vnetctl.bench.LoadGenerator} and what it calls) allocates nothing.
 */
package io.vnetctl.bench;
