package io.lazyloader.agent;

import io.lazyloader.agent.plan.Plan;

/** Has the summary written when start-up is over. */
final class Reporting {
  private Reporting() {}

  static void start(Options options, Plan plan, Findings findings) {}
}
