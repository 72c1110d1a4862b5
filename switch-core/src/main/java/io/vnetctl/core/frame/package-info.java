/** Ethernet frames in native memory and the values in them. Pure: no I/O, clock or state. */
package io.vnetctl.core.frame;
