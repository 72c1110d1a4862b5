/** Completion of the programs' words in bash, zsh and fish, made of their tables at build time. */
package io.vnetctl.cli.completion;
