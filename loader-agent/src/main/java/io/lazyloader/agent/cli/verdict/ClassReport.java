package io.lazyloader.agent.cli.verdict;

import java.util.List;

/**
 * What is to be said about one class.
 *
 * @param className its binary name
 * @param from the entry of the class path that it is in
 * @param fields its static fields, in the order of declaration
 * @param isOfJdk whether the agent leaves it as it is, whatever its verdicts
 */
public record ClassReport(
    String className, String from, List<FieldReport> fields, boolean isOfJdk) {
  /** Makes the report on a class of the program. */
  public ClassReport(String className, String from, List<FieldReport> fields) {
    this(className, from, fields, false);
  }

  public long deferred() {
    return fields.stream().filter(FieldReport::deferred).count();
  }
}
