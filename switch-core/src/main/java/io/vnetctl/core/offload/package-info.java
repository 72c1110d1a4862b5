/**
 * Segmentation and checksum offload in software (virtio 1.2, 5.1.6): what a TAP that carries
 * virtio_net_hdr hands over in one piece is cut for ports that cannot take it, and whole frames are
 * joined for a TAP that can. {@link io.vnetctl.core.offload.Offload} checks what came in, {@link
 * io.vnetctl.core.offload.Segmentation} cuts, {@link io.vnetctl.core.offload.TcpRun} joins.
 *
 * <p>Pure: no I/O and no clock. Frames lie in native memory, with their tag and without FCS;
 * nothing allocates. For the switch thread.
 */
package io.vnetctl.core.offload;
