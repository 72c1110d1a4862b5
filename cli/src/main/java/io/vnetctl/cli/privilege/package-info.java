/** How a call gets the privileges that it needs: once and up front. */
package io.vnetctl.cli.privilege;
