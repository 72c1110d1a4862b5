/** Replays recorded cases of the original switch against ours, in memory. */
package io.vnetctl.core.golden;
