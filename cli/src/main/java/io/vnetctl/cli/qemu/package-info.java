/** Options for QEMU, and launchers that translate the old ones. */
package io.vnetctl.cli.qemu;
