/**
 * The actions that only look: info, ports, fdb, vlans, list, listall, check. They need no
 * privilege, change nothing, and load neither Netty nor JNA nor picocli, so that they are quick.
 */
package io.vnetctl.cli.query;
