package io.vnetctl.cli.call;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Who calls, and where from. Everything that the process would have to be asked for is here, so
 * that tests make callers of their own.
 *
 * @param tool name by which the program was called, without directory
 * @param program absolute path of the program, for calls of itself
 * @param user name of the effective user, or the number where there is no name
 * @param uid of the effective user, unsigned 32 bit
 * @param home home directory of the user
 * @param host name of this host, as uname -n
 * @param environment variables
 * @param out takes data
 * @param err takes messages
 */
public record Caller(
    String tool,
    Path program,
    String user,
    int uid,
    Path home,
    String host,
    Map<String, String> environment,
    PrintStream out,
    PrintStream err) {
  private static final String EXTENDED = "vnetctl";

  /**
   * Whether the program was called by its own name. Under any other it is ctys-vnetctl(1), and has
   * no more words than that.
   */
  public boolean isExtended() {
    return tool.equals(EXTENDED);
  }
}
