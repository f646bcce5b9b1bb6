package io.lazyloader.samples.suites;

import io.lazyloader.samples.suites.SuiteRunner.Run;
import io.lazyloader.samples.suites.SuiteRunner.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two eager runs of a suite and a lazy one.
 *
 * @param flaky tests that two eager runs do not agree on, which says nothing about laziness
 * @param differences the other tests that end otherwise with the agent, with both statuses
 */
record SuiteComparison(List<String> flaky, List<String> differences) {

  static SuiteComparison of(Run eager, Run again, Run lazy) {
    List<String> flaky = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    Set<String> tests = new TreeSet<>(eager.statuses().keySet());
    tests.addAll(again.statuses().keySet());
    tests.addAll(lazy.statuses().keySet());
    for (String test : tests) {
      if (!name(eager, test).equals(name(again, test))) {
        flaky.add(test + ": " + name(eager, test) + ", then " + name(again, test));
      } else if (!name(eager, test).equals(name(lazy, test))) {
        differences.add(test + ": eager " + in(eager, test) + ", lazy " + in(lazy, test));
      }
    }
    return new SuiteComparison(flaky, differences);
  }

  private static String name(Run run, String test) {
    Status status = run.statuses().get(test);
    return status == null ? "ABSENT" : status.name();
  }

  private static String in(Run run, String test) {
    Status status = run.statuses().get(test);
    return status == null ? "ABSENT" : status.name() + ' ' + status.reason();
  }
}
