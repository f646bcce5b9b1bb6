package io.lazyloader.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.analysis.engine.VerdictEngine;
import io.lazyloader.agent.analysis.jdk.Jdk;
import io.lazyloader.agent.analysis.machine.Universe;
import io.lazyloader.agent.analysis.world.World;
import io.lazyloader.agent.rewrite.Compiler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Initialisers that need each other are run once or twice, however many classes need them. */
class CirclesTest {
  @Test
  void runs_a_circle_once_however_many_classes_need_it() {
    int few = runs(neededBy(20));
    int many = runs(neededBy(40));
    assertThat(many - few).isEqualTo(20);
    assertThat(verdicts(neededBy(20)).values()).allMatch(verdict -> verdict.startsWith("PROVEN"));
  }

  @Test
  void runs_a_circle_once_in_a_class_that_needs_it_over_and_over() {
    String loop = "static int f() { for (int i = 0; i < 50; i++) { Base.make(); } return 1000; }";
    Map<String, byte[]> once =
        compile(base("") + "class User { static final Object F = Base.make(); }");
    Map<String, byte[]> often =
        compile(base("") + "class User { static final Integer F = f(); " + loop + " }");
    assertThat(runs(often)).isEqualTo(runs(once));
  }

  @Test
  void runs_each_member_of_a_ring_once() {
    int few = runs(ring(20, ""));
    int many = runs(ring(40, ""));
    assertThat(many - few).isEqualTo(20);
    assertThat(verdicts(ring(20, "")).values()).allMatch(each -> each.startsWith("PROVEN"));
  }

  @Test
  void runs_each_member_of_a_ring_at_most_twice_if_one_of_them_asks_for_the_time() {
    int few = runs(ring(20, "static final long TIME = System.nanoTime();"));
    int many = runs(ring(40, "static final long TIME = System.nanoTime();"));
    assertThat(many - few).isLessThanOrEqualTo(40);
  }

  @Test
  void runs_each_class_once_where_all_need_all() {
    Map<String, byte[]> classFiles =
        compile(
            classes(
                12,
                index -> {
                  StringBuilder fields = new StringBuilder();
                  for (int other = 0; other < 12; other++) {
                    if (other != index) {
                      fields.append("static final int F" + other + " = C" + other + ".get(); ");
                    }
                  }
                  return fields.toString();
                }));
    assertThat(runs(classFiles)).isLessThan(12 + 40);
  }

  @Test
  void runs_each_class_once_or_twice_where_chains_are_deep_and_part_everywhere() {
    assertThat(runs(braid(120))).isLessThan(3 * 120 + 40);
    assertThat(verdicts(braid(120)).values()).allMatch(each -> each.startsWith("PROVEN"));
  }

  @Test
  void gives_up_on_circles_that_are_too_deep_in_bounded_time() {
    Map<String, String> verdicts = verdicts(ring(150, ""));
    assertThat(verdicts.values()).allMatch(each -> each.startsWith("UNKNOWN"));
    assertThat(runs(ring(150, ""))).isLessThan(150 * 30);
  }

  @Test
  void judges_a_region_by_what_it_reaches_without_its_own_class() {
    Map<String, String> verdicts =
        verdicts(
            compile(
                """
                class Top {
                  static final long TIME = System.nanoTime();
                  static final Top NONE = new Sub();
                  static Object make() { return new Object(); }
                }
                class Sub extends Top {}
                class Outside { static final Object F = new Sub(); static final Object G = Top.make(); }
                """));
    assertThat(verdicts.get("Top.NONE")).startsWith("PROVEN");
    assertThat(verdicts.get("Outside.F")).startsWith("UNSAFE");
    assertThat(verdicts.get("Outside.G")).startsWith("UNSAFE");
  }

  @Test
  void gives_the_same_verdicts_in_whatever_order_they_are_asked_for() {
    List<Map<String, byte[]>> programs =
        List.of(
            ring(30, "static final long TIME = System.nanoTime();"),
            ring(7, "static int level = 3;"),
            braid(70),
            compile(
                """
                class A { static final Object X = new StringBuilder("a").append(B.Y); static void a() {} }
                class B { static final Object Y = new Object(); static final Object Z = c(); static Object c() { C.c(); return ""; } }
                class C { static final Object W = w(); static Object w() { A.a(); return "w" + System.getenv("no"); } static void c() {} }
                class D { static final Object V = v(); static Object v() { B.c(); return ""; } }
                """));
    for (Map<String, byte[]> classFiles : programs) {
      Map<String, String> first = verdicts(classFiles, new Random(1));
      assertThat(verdicts(classFiles, new Random(2))).isEqualTo(first);
      assertThat(verdicts(classFiles, new Random(3))).isEqualTo(first);
    }
  }

  // ---- programs ----

  private static Map<String, byte[]> compile(String source) {
    return Compiler.compile(source);
  }

  private static String classes(int count, IntFunction<String> members) {
    StringBuilder source = new StringBuilder();
    for (int index = 0; index < count; index++) {
      String own = members.apply(index);
      source.append("class C" + index + " { " + own + " static int get() { return 1000; } }\n");
    }
    return source.toString();
  }

  private static String base(String more) {
    return "class Base { static final Map<String, Integer> M = new HashMap<>(); "
        + "static { for (int i = 0; i < 20; i++) M.put(\"k\" + i, i); } "
        + "static final Base NONE = new Sub(); static Object make() { return new Object(); } "
        + more
        + "}\nclass Sub extends Base {}\n";
  }

  private static Map<String, byte[]> neededBy(int users) {
    String each = "static final Object F = Base.make();";
    return compile(base("") + classes(users, index -> each));
  }

  /** Each class needs the next one; the last needs the first. */
  private static Map<String, byte[]> ring(int count, String ofOne) {
    return compile(
        classes(
            count,
            index ->
                (index == count / 2 ? ofOne : "")
                    + "static final int F = C"
                    + (index + 1) % count
                    + ".get();"));
  }

  /** Each class needs the next one and the one after it. */
  private static Map<String, byte[]> braid(int count) {
    return compile(
        classes(
            count,
            index ->
                index + 2 >= count
                    ? ""
                    : "static final int F = C"
                        + (index + 1)
                        + ".get(); static final int G = C"
                        + (index + 2)
                        + ".get();"));
  }

  // ---- judging ----

  /** How many initialisers are run to judge all classes of a program. */
  private static int runs(Map<String, byte[]> classFiles) {
    World world = new World(new CaseClasses(classFiles));
    Universe universe = new Universe(world, TrustRules.none(), Limits.AT_RUN_TIME, true);
    for (String name : names(classFiles)) {
      Jdk.interpreter(universe).simulate(world.type(name));
    }
    return universe.runsSoFar();
  }

  private static Map<String, String> verdicts(Map<String, byte[]> classFiles) {
    return verdicts(classFiles, new Random(0));
  }

  private static Map<String, String> verdicts(Map<String, byte[]> classFiles, Random order) {
    VerdictEngine engine = new VerdictEngine(new CaseClasses(classFiles), TrustRules.none());
    Map<String, String> verdicts = new TreeMap<>();
    List<String> names = names(classFiles);
    Collections.shuffle(names, order);
    for (String name : names) {
      engine
          .judge(Objects.requireNonNull(classFiles.get(name)))
          .fields()
          .forEach(
              (field, verdict) ->
                  verdicts.put(name + '.' + field, verdict.kind() + ": " + verdict.reason()));
    }
    return verdicts;
  }

  private static List<String> names(Map<String, byte[]> classFiles) {
    List<String> names = new ArrayList<>(classFiles.keySet());
    names.removeIf(name -> name.startsWith("kit/"));
    Collections.sort(names);
    return names;
  }
}
