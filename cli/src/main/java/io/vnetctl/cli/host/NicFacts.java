package io.vnetctl.cli.host;

import java.util.Set;

/**
 * What has to be known of interfaces, beside their state, to choose one for a bridge. All sets hold
 * indices of interfaces.
 *
 * @param wireless stations of a wireless network, which take no foreign source address
 * @param hardware interfaces with a device behind them
 * @param addressed interfaces with an address of either family that is not link-local
 * @param defaultRoutes interfaces that carry a default route
 */
record NicFacts(
    Set<Integer> wireless,
    Set<Integer> hardware,
    Set<Integer> addressed,
    Set<Integer> defaultRoutes) {}
