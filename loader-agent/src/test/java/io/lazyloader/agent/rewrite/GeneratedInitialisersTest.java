package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.seeded.Seeds;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/**
 * Generated classes behave the same lazily and eagerly. {@code -Dseeds=8..24} tries more of them.
 */
@Tag("slow")
class GeneratedInitialisersTest {
  private static final int BATCHES = 8;
  private static final int CLASSES_IN_BATCH = 42;
  private static final double HEALTHY_SHARE = 0.6;

  /**
   * What a second read throws of a field that failed; the first may have been in a try block. It
   * tells what the first threw, if that was not an error of another initialiser.
   */
  private static final Pattern LATER_FAILURE =
      Pattern.compile(".*ExceptionInInitializerError: Exception (.*) \\[in thread .*");

  private static final String LATER = "threw what later readers are thrown";

  private static int classes;
  private static int failing;
  private static int asked;
  private static int deferred;

  /** Classes that are compiled together, and the order in which their fields are read. */
  record Batch(List<GeneratedClass> classes, long order, boolean switchable) {
    static Batch generate(Random random) {
      List<GeneratedClass> classes = new ArrayList<>();
      for (int index = 0; index < CLASSES_IN_BATCH; index++) {
        classes.add(GeneratedClass.generate("G" + index, random));
      }
      return new Batch(classes, random.nextLong(), random.nextInt(3) == 0);
    }

    Unit compile() {
      String[] sources =
          Stream.concat(
                  Stream.of(ExpressionGenerator.HELPER),
                  classes.stream().map(GeneratedClass::source))
              .toArray(String[]::new);
      Unit unit = Unit.of(sources);
      return switchable ? unit.switchable() : unit;
    }
  }

  @Seeds(first = BATCHES)
  void nobody_can_tell_a_lazy_class_from_an_eager_one(long seed) {
    Batch batch = Batch.generate(new Random(seed));
    Unit unit = batch.compile();
    assertRewritable(batch, unit);
    Program eager = unit.eager();
    Program lazy = unit.lazy();
    int askedHere = 0;
    int deferredHere = 0;
    for (GeneratedClass generated : batch.classes()) {
      assertSame(lazy, eager, generated, batch.order());
      askedHere += generated.asked();
      deferredHere += deferred(unit, generated);
    }
    if (batch.switchable()) {
      Program switchedOff = unit.switchedOff();
      Program again = unit.eager();
      for (GeneratedClass generated : batch.classes()) {
        assertSame(switchedOff, again, generated, batch.order());
      }
    }
    classes += batch.classes().size();
    asked += askedHere;
    deferred += deferredHere;
    assertThat(deferredHere).isGreaterThan((int) (HEALTHY_SHARE * askedHere));
  }

  @AfterAll
  static void report() {
    System.out.printf(
        "generated initialisers: %d classes, %d runs that fail; %d of %d fields deferred, %d"
            + " refused%n",
        classes, failing, deferred, asked, asked - deferred);
  }

  /** Finds the one class that can't be rewritten, if the whole can't. */
  private static void assertRewritable(Batch batch, Unit unit) {
    try {
      unit.lazy();
    } catch (RuntimeException | AssertionError e) {
      for (GeneratedClass generated : batch.classes()) {
        try {
          new Batch(List.of(generated), batch.order(), batch.switchable()).compile().lazy();
        } catch (RuntimeException | AssertionError one) {
          throw new AssertionError(generated.source(), one);
        }
      }
      throw e;
    }
  }

  private static void assertSame(
      Program program, Program eager, GeneratedClass generated, long seed) {
    String failure = failure(eager, generated);
    if (!failure.isEmpty()) {
      failing++;
      String ours = failure(program, generated);
      assertThat(ours).as(generated.source()).isNotEmpty();
      if (!failure.equals(LATER) && !ours.equals(LATER)) {
        assertThat(ours).as(generated.source()).isEqualTo(failure);
      }
      return;
    }
    List<Integer> order = new ArrayList<>();
    for (int field = 0; field < generated.fields(); field++) {
      order.add(field);
    }
    Collections.shuffle(order, new Random(seed));
    assertThat(values(program, generated, order))
        .as(generated.source())
        .isEqualTo(values(eager, generated, order));
  }

  private static int deferred(Unit unit, GeneratedClass generated) {
    return unit.classNames().stream()
        .filter(name -> name.equals(generated.name()) || name.startsWith(generated.name() + "$"))
        .mapToInt(name -> unit.decision(name).deferred().size())
        .sum();
  }

  private static List<String> values(
      Program program, GeneratedClass generated, List<Integer> order) {
    List<String> values = new ArrayList<>();
    for (int field : order) {
      values.add(field + " = " + read(program, generated, field));
    }
    return values;
  }

  /**
   * Reads the fields in the order of their declaration up to the first that throws: what that was
   * at the root, empty if none did.
   */
  private static String failure(Program program, GeneratedClass generated) {
    for (int field = 0; field < generated.fields(); field++) {
      String value = read(program, generated, field);
      if (value.startsWith("threw ")) {
        return value;
      }
    }
    return "";
  }

  private static String read(Program program, GeneratedClass generated, int field) {
    try {
      Method read = program.loadClass(generated.name()).getDeclaredMethod("read", int.class);
      read.setAccessible(true);
      return String.valueOf(read.invoke(null, field));
    } catch (InvocationTargetException | LinkageError e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      Matcher later = LATER_FAILURE.matcher(root.toString());
      if (!later.matches()) {
        return "threw " + root;
      }
      String first = later.group(1);
      return first.startsWith("java.lang.ExceptionInInit")
              || first.startsWith("java.lang.NoClassDef")
          ? LATER
          : "threw " + first;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
