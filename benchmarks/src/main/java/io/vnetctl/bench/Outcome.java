package io.vnetctl.bench;

import java.util.List;
import java.util.Map;

/**
 * What came of one load on all contenders.
 *
 * @param samples by the contender's name, one for each round; empty where frames of this size do
 *     not arrive whole
 */
record Outcome(int frameBytes, Load load, Map<String, List<Sample>> samples) {
  List<Sample> of(Contender contender) {
    return samples.get(contender.name());
  }
}
