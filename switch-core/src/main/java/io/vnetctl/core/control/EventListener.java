package io.vnetctl.core.control;

/** Is told of events, on the switch thread. Must not block, throw, or call back into the switch. */
@FunctionalInterface
public interface EventListener {
  /** An event of a kind that was asked for has happened. */
  void on(Event event);
}
