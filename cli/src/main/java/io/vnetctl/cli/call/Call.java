package io.vnetctl.cli.call;

import java.time.Duration;
import java.util.Optional;

/**
 * One call of vnetctl as its words say it (spec vnetctl, chapter 2): parsed, but not yet looked up
 * in configuration, user database or network.
 *
 * @param action what to do
 * @param bridge -b: bridge that the TAP joins
 * @param debug -d: which traces are shown
 * @param force -f: kill a switch that does not answer; make a bridge over a network session
 * @param group -g: group that shall have the set-group-ID bit
 * @param nic -i: interface for a bridge that has to be made
 * @param remoteUser -l: user on hosts without one of their own
 * @param noHeading -n: lists have no heading
 * @param hosts -r: where to run, as given; empty: here
 * @param qemuSock -s: control directory, verbatim
 * @param qemuMgmt -S: console socket, verbatim
 * @param owner -u: user and perhaps group, as given; empty: the caller
 * @param terse -X: records for machines
 * @param privilege -Z: how privileges may be obtained
 * @param json --json: queries and plan as JSON
 * @param quiet --quiet: no infos and no progress
 * @param dryRun --dry-run: print what would be done
 * @param removeBridge --remove-bridge: cancel gives the bridge's addresses back to its NIC
 * @param keepIp --keepip: the NIC of a new bridge keeps its addresses
 * @param rollbackTimeout --rollback-timeout: after this time an unconfirmed move of the NIC is
 *     taken back; zero: never
 * @param timeout --timeout: longest wait for any one answer of a switch
 * @param reexec --reexec: set where the tool called itself again with privileges
 */
public record Call(
    Action action,
    Optional<String> bridge,
    DebugSpec debug,
    boolean force,
    Optional<String> group,
    Optional<String> nic,
    Optional<String> remoteUser,
    boolean noHeading,
    Optional<String> hosts,
    Optional<String> qemuSock,
    Optional<String> qemuMgmt,
    Optional<String> owner,
    boolean terse,
    Optional<String> privilege,
    boolean json,
    boolean quiet,
    boolean dryRun,
    boolean removeBridge,
    boolean keepIp,
    Duration rollbackTimeout,
    Duration timeout,
    Optional<Reexec> reexec) {

  /** Spec vnetctl, chapter 11.3. */
  public static final Duration DEFAULT_ROLLBACK_TIMEOUT = Duration.ofSeconds(60);

  /** Spec vnetctl, chapter 11.2. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
}
