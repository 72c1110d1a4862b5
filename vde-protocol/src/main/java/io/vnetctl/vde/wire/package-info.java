/**
 * Messages of VDE's control socket (docs: VDE data plane, chapter 2). Pure: octets in, value out,
 * and back; no I/O, clock or state. Every type is immutable and may be used by any thread.
 */
package io.vnetctl.vde.wire;
