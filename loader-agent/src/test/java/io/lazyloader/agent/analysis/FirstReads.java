package io.lazyloader.agent.analysis;

import io.lazyloader.agent.rewrite.Program;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a case in a given order, and tells what a program could see of that: the
 * state around the reads, the values, and which of them are the same object.
 */
final class FirstReads {
  /** Differs from run to run, whatever is deferred. */
  private static final Pattern IDENTITY = Pattern.compile("(\\$\\$Lambda[$/\\w]*)?@[0-9a-f]+");

  private static final String READER = "FirstReadsOfFields";

  private final AdversarialCase adversary;
  private final Program program;
  private final StringBuilder text = new StringBuilder();

  private FirstReads(AdversarialCase adversary, Program program) {
    this.adversary = adversary;
    this.program = program;
  }

  /** The class that reads for us: real read sites, rewritten with the rest of the case. */
  static String source(List<Expectation> fields) {
    StringBuilder source = new StringBuilder("final class " + READER + " {\n");
    for (int index = 0; index < fields.size(); index++) {
      Expectation field = fields.get(index);
      source.append("  static Object read").append(index).append("() { return ");
      source.append(field.type()).append('.').append(field.field()).append("; }\n");
    }
    return source.append("}\n").toString();
  }

  /**
   * Runs a program of a case.
   *
   * @param first the class that is initialised first of all, before the subject: a binary name
   * @param order the fields to read, by their place in the case's expectations
   * @return all that could be seen, without identity hash codes
   */
  static String observe(
      AdversarialCase adversary, Program program, String first, List<Integer> order) {
    Environment environment = Environment.save();
    // What an assertion does can only be seen if assertions run.
    program.setDefaultAssertionStatus(true);
    try {
      return new FirstReads(adversary, program).observe(first, order);
    } finally {
      environment.restore();
    }
  }

  private String observe(String first, List<Integer> order) {
    initialise(first);
    initialise(adversary.subject());
    observe("at first", "observe");
    @Nullable Object[] values = new @Nullable Object[adversary.expectations().size()];
    for (int field : order) {
      values[field] = read(field);
      observe("after " + adversary.expectations().get(field).field(), "observe");
    }
    for (int field = 0; field < values.length; field++) {
      if (order.contains(field)) {
        describe(field, values);
      }
    }
    observe("at the end", "observeAtEnd");
    return IDENTITY.matcher(text).replaceAll("@");
  }

  private void initialise(String className) {
    try {
      program.initialise(className);
    } catch (LinkageError e) {
      text.append(className).append(" threw ").append(e).append('\n');
    }
  }

  private void observe(String moment, String method) {
    if (adversary.source().contains("static String " + method + "()")) {
      text.append(moment).append(": ");
      text.append(program.call(adversary.subject(), method).text()).append('\n');
    }
  }

  private @Nullable Object read(int field) {
    try {
      Method read =
          program
              .loadClass(adversary.packageName() + '.' + READER)
              .getDeclaredMethod("read" + field);
      read.setAccessible(true);
      return read.invoke(null);
    } catch (InvocationTargetException e) {
      return "threw " + e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void describe(int field, @Nullable Object[] values) {
    Object value = values[field];
    text.append(adversary.expectations().get(field).field()).append(" = ");
    text.append(Arrays.deepToString(new @Nullable Object[] {value}));
    for (int other = 0; other < field; other++) {
      if (value != null && values[other] == value) {
        text.append(", the same as ").append(adversary.expectations().get(other).field());
      }
    }
    text.append('\n');
  }
}
