package io.vnetctl.tap.netlink;

import java.util.Set;

/**
 * One request to change something.
 *
 * @param type RTM_ number
 * @param flags NLM_F_ flags beside NLM_F_REQUEST
 * @param harmless errno by which the kernel says that it is so already
 * @param what it does, for the message of an error: "add address 192.0.2.10/24 to br0"
 */
record Step(int type, int flags, Payload payload, Set<Integer> harmless, String what) {
  byte[] encode(int sequence, boolean acknowledged) {
    int allFlags = flags | NetlinkMessage.F_REQUEST | (acknowledged ? NetlinkMessage.F_ACK : 0);
    return new NetlinkMessage(type, allFlags, sequence, 0, payload.encode()).encode();
  }
}
