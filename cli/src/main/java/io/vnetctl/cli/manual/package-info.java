/** What vnetctl says about itself: short help, manual, version. Needs nothing but the JDK. */
package io.vnetctl.cli.manual;
