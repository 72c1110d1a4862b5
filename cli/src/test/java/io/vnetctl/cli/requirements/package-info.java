/**
 * The requirements R1 to R143 of vnetctl, each shown by tests whose names begin with its number
 * ({@code r30_…}); docs/requirements.md lists them. The programs run in network, mount and process
 * namespaces of their own, with their own /var/tmp, /run and /etc.
 */
package io.vnetctl.cli.requirements;
