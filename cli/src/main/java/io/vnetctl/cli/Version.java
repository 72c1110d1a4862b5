package io.vnetctl.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the program, as the build wrote it into the manifest of this jar. */
final class Version implements IVersionProvider {
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"vnetctl " + text()};
  }
}
