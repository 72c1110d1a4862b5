package io.vnetctl.cli.call;

/** How help explains the options that say which switch is meant, wherever there are such. */
public final class SwitchWords {
  /** -s, --sock. */
  public static final String SOCK = "the switch, by its control directory (QEMUSOCK)";

  /** -S, -M, --mgmt. */
  public static final String MGMT = "the switch, by its console socket (QEMUMGMT)";

  /** -u, where nothing else belongs to the user than the switch. */
  public static final String OWNER = "whose switch it is; default: yours";

  private SwitchWords() {}
}
