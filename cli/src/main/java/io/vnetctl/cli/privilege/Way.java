package io.vnetctl.cli.privilege;

/**
 * The ways to the privileges of create and cancel: the one table that refusals, doctor and manual
 * take their advice from.
 */
public enum Way {
  ROOT("Root calls it for you, once") {
    @Override
    public String command(String user, String action) {
      return "sudo " + asRoot(user, action);
    }
  },
  SUDO("By sudo, if an administrator has allowed you that in /etc/sudoers") {
    @Override
    public String command(String user, String action) {
      return "vnetctl -Z SUDO " + action;
    }
  },
  KSU("By ksu, likewise in /root/.k5users") {
    @Override
    public String command(String user, String action) {
      return "vnetctl -Z KSU " + action;
    }
  },
  NAMESPACE(
      "Without anybody's permission, in a network of your own, in which guests are started, too") {
    @Override
    public String command(String user, String action) {
      return "unshare -Urn sh -c 'ip link add br0 type bridge; vnetctl %s; exec bash'"
          .formatted(action);
    }
  };

  private final String sentence;

  Way(String sentence) {
    this.sentence = sentence;
  }

  /** How it is done, without a full stop. */
  public String sentence() {
    return sentence;
  }

  /**
   * What is to be called.
   *
   * @param user whose switch it is
   * @param action create or cancel
   */
  public abstract String command(String user, String action);

  /** What root calls, who needs nobody. */
  public static String asRoot(String user, String action) {
    return "vnetctl -u " + user + " " + action;
  }
}
