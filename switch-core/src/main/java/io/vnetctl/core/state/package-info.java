/**
 * What a switch knows, as a value: taken from a switch that ends, given to the one that goes on in
 * its place. Numbers mean what they mean in {@link io.vnetctl.core.control}.
 */
package io.vnetctl.core.state;
