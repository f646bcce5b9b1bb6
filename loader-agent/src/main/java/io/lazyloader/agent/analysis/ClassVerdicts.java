package io.lazyloader.agent.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The verdicts on the static fields of one class. */
public final class ClassVerdicts {
  private final String className;
  private final Map<String, Verdict> fields;
  private final Map<String, String> notEligible;

  public ClassVerdicts(
      String className, Map<String, Verdict> fields, Map<String, String> notEligible) {
    this.className = className;
    this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    this.notEligible = Collections.unmodifiableMap(new LinkedHashMap<>(notEligible));
  }

  /**
   * Returns the class.
   *
   * @return its binary name
   */
  public String className() {
    return className;
  }

  /**
   * Returns the fields that could be moved as far as their shape goes.
   *
   * @return verdicts by field name, in the order of declaration
   */
  public Map<String, Verdict> fields() {
    return fields;
  }

  /**
   * Returns the fields that can't be moved, whatever their initialiser does.
   *
   * @return reasons by field name, in the order of declaration
   */
  public Map<String, String> notEligible() {
    return notEligible;
  }
}
