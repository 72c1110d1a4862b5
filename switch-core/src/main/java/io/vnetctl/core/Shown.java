package io.vnetctl.core;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;

/**
 * A list of what is shown of things, each made when it is asked for, of the thing as it is then: of
 * hundreds of VLANs with hundreds of ports each, nobody has to hold all at once. To be read by the
 * thread of the switch.
 *
 * @param <T> the things
 * @param <S> what is shown of them
 */
final class Shown<T, S> extends AbstractList<S> {
  private final List<T> things;
  private final Function<T, S> show;

  /**
   * @param things that do not change: what there is while the list is read
   */
  Shown(List<T> things, Function<T, S> show) {
    this.things = things;
    this.show = show;
  }

  @Override
  public S get(int i) {
    return show.apply(things.get(i));
  }

  @Override
  public int size() {
    return things.size();
  }
}
