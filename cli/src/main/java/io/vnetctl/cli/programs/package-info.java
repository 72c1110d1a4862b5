/** The programs as manual pages and completion see them: a model of words, made of their tables. */
package io.vnetctl.cli.programs;
