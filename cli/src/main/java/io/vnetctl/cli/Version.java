package io.vnetctl.cli;

import io.vnetctl.cli.manual.VersionFacts;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} of a sub-command prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {VersionFacts.line()};
  }
}
