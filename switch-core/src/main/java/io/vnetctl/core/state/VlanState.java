package io.vnetctl.core.state;

import java.util.BitSet;

/**
 * A VLAN and its spanning tree. The sets hold port numbers and are not to be changed.
 *
 * @param members tagged and untagged; a port's own setting says which
 * @param discarding members that the spanning tree has closed
 */
public record VlanState(int id, BitSet members, BitSet discarding, TreeState tree) {

  /**
   * The spanning tree of a VLAN. Identifiers are priority and address of a bridge.
   *
   * @param rootPort negative: none, this switch is the root
   * @param heardAt second in which the root was heard last
   */
  public record TreeState(
      long rootId,
      int rootCost,
      long designatedId,
      int designatedPort,
      int rootPort,
      int heardAt,
      int bonusPort,
      int bonusCost,
      BitSet backup,
      BitSet edge,
      BitSet heard,
      BitSet heardBefore) {}
}
