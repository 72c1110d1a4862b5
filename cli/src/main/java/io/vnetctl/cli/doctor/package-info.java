/**
 * The action doctor: what commonly goes wrong on a host, and how to mend it. It only reads, needs
 * no privilege, and touches no interface.
 */
package io.vnetctl.cli.doctor;
