/**
 * How vnetctl speaks: messages for people, records and JSON for machines. Needs nothing but the
 * JDK.
 */
package io.vnetctl.cli.report;
