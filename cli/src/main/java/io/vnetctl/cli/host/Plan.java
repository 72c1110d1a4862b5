package io.vnetctl.cli.host;

import java.util.List;

/**
 * What create is going to do: made from what was seen, before anything is changed.
 *
 * @param steps in order
 * @param warnings what the user should know of before
 */
record Plan(List<Step> steps, List<String> warnings) {
  Plan {
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }
}
