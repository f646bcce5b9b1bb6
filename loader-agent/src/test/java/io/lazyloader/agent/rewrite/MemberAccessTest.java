package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.runtime.Notes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields whose readers get a proxy: what a program can tell of it, against the eager run. */
class MemberAccessTest {
  private static final String MARK = "@Lazy(access = Lazy.Access.MEMBER) ";

  /** A program of one class that behaves as its eager version. */
  private static Unit behaving(String members, String result) {
    return Unit.ofMain(members, result).isLazyAndBehavesTheSame();
  }

  @Test
  void a_read_passes_and_stores_a_proxy_and_the_first_call_resolves() {
    Unit unit =
        Unit.ofMain(
            MARK
                + "static final List<String> NAMES = Log.note(\"ran\", new ArrayList<>(List.of(\"a\")));"
                + " static final Map<String, Object> KEPT = new HashMap<>();"
                + " static String store() { KEPT.put(\"names\", NAMES); return Log.text(); }",
            "store() + \"|\" + ((List<?>) KEPT.get(\"names\")).get(0) + \"|\" + Log.text() + NAMES.size()");
    Program lazy = unit.lazy();

    assertThat(lazy.call("Main", "store").value()).isEmpty();
    assertThat(lazy.pending("Main")).containsExactly("NAMES");
    assertThat(lazy.run().value()).isEqualTo("|a|ran1");
    assertThat(lazy.resolved("Main")).containsExactly("NAMES");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 17})
  void methods_of_every_signature_are_handed_on(int release) {
    Unit.ofRelease(
            release,
            """
            interface All {
              boolean z(boolean x); byte b(byte x); char c(char x); short s(short x); int i(int x);
              long j(long x); float f(float x); double d(double x); String l(String x); void v();
              String all(long a, int b, double c, String d, float e, int... rest);
              default String hello() { return "hello " + i(1); }
              static String plain() { return "static"; }
            }
            """,
            """
            class Impl implements All {
              public boolean z(boolean x) { return !x; } public byte b(byte x) { return ++x; }
              public char c(char x) { return ++x; } public short s(short x) { return ++x; }
              public int i(int x) { return ++x; } public long j(long x) { return ++x; }
              public float f(float x) { return ++x; } public double d(double x) { return ++x; }
              public String l(String x) { return x + x; } public void v() { Log.note("v", 1); }
              public String all(long a, int b, double c, String d, float e, int... rest) {
                return a + " " + b + " " + c + " " + d + " " + e + " " + Arrays.toString(rest);
              }
            }
            """,
            """
            class Main {
              @Lazy(access = Lazy.Access.MEMBER) static final All A = new Impl();
              static String run() {
                A.v();
                return "" + A.z(true) + A.b((byte) 1) + A.c('a') + A.s((short) 1) + A.i(1) + A.j(1L << 40)
                    + A.f(1.5f) + A.d(2.5) + A.l("l") + A.all(1L << 40, 2, 3.5, "d", 4.5f, 5, 6)
                    + A.hello() + All.plain() + Log.text();
              }
            }
            """)
        .isLazyAndBehavesTheSame();
  }

  @Test
  void equals_hash_code_and_to_string_are_those_of_the_value() {
    behaving(
        MARK
            + "static final Object A = new ArrayList<>(List.of(1)); "
            + MARK
            + "static final List<Integer> B = List.of(1);",
        "\"\" + A + A.hashCode() + A.equals(B) + B.equals(A) + A.equals(List.of(1))"
            + " + List.of(1).equals(B) + A.equals(null)");
  }

  @Test
  void a_value_that_is_compared_by_identity_equals_itself_through_its_proxy() {
    behaving(
        MARK
            + "static final Runnable R = Log.note(\"ran\", () -> {}); static final List<Object> ALL = new ArrayList<>();",
        "ALL.add(R) + \" \" + R.equals(R) + ALL.contains(R) + (R == R) + (ALL.get(0) == R)"
            + " + new HashSet<>(ALL).contains(R) + (R instanceof Runnable)");
  }

  @Test
  void generics_and_bridges_reach_the_value() {
    Unit.of(
            "interface Source<T extends Comparable<T>> { T get(); boolean put(T x); }",
            "interface Text extends Source<String> { String get(); default boolean put(String x) { return x.isEmpty(); } }",
            "class Impl implements Text { public String get() { return \"text\"; } }",
            Unit.main(
                MARK
                    + "static final Text T = new Impl(); static <X extends Comparable<X>> Object any(Source<X> s) { return s.get() + \"\" + s.put(s.get()); }",
                "T.get() + any(T) + T.put(\"\")"))
        .isLazyAndBehavesTheSame();
  }

  @Test
  void the_constructor_of_a_class_runs_once_for_the_value() {
    Unit unit =
        Unit.of(
            """
            class Base {
              private final String name;
              Base(String name) { this.name = Log.note("made-" + name, name); }
              public String open() { return "open " + name; }
              protected String guarded() { return "guarded " + name; }
              String near() { return "near " + name; }
              private String hidden() { return "hidden " + name; }
              public String own() { return hidden(); }
              public boolean same(Base other) { return other.name.equals(name); }
              @Override public boolean equals(Object o) { return o instanceof Base && ((Base) o).name.equals(name); }
              @Override public int hashCode() { return 7; }
            }
            """,
            Unit.main(
                MARK
                    + "static final Base A = new Base(\"a\"); "
                    + MARK
                    + "private static final Base B = new Base(\"a\"); static Base a = A;",
                "Log.text() + A.open() + A.guarded() + A.near() + A.own() + A.same(B) + A.equals(B)"
                    + " + new HashSet<>(List.of(A)).contains(B) + Log.text()"));

    assertThat(unit.eager().run().value()).startsWith("made-a made-aopen");
    assertThat(unit.lazy().run().value())
        .isEqualTo("open aguarded anear ahidden atruetruetruemade-a made-a");
  }

  @Test
  void a_class_may_look_into_an_argument_by_whatever_type_it_declares_it() {
    Unit unit =
        Unit.of(
            """
            class Root implements Comparable<Root> {
              private final int size;
              Root(int size) { this.size = size; }
              public int compareTo(Root other) { return Integer.compare(size, other.size); }
              public int sum(Root other) { return size + other.size; }
              public boolean same(Object other) { return other instanceof Root && ((Root) other).size == size; }
            }
            class Leaf extends Root { Leaf(int size) { super(size); } }
            """,
            Unit.main(
                MARK
                    + "static final Leaf FIVE = new Leaf(5); "
                    + MARK
                    + "static final Leaf SEVEN = new Leaf(7);",
                "FIVE.compareTo(SEVEN) + \" \" + FIVE.sum(SEVEN) + FIVE.same(FIVE)"));

    assertThat(unit.lazy().run().value()).isEqualTo("-1 12true");
    assertThat(unit.eager().run().value()).isEqualTo("-1 12true");
  }

  @Test
  void exceptions_come_through_as_they_are_thrown() {
    behaving(
        MARK
            + "static final java.util.concurrent.Callable<String> C = () -> { throw new java.io.IOException(\"io\"); };"
            + MARK
            + "static final Runnable R = () -> sneak(new Exception(\"undeclared\"));"
            + "@SuppressWarnings(\"unchecked\") static <E extends Throwable> void sneak(Throwable e) throws E { throw (E) e; }"
            + "static String caught(java.util.concurrent.Callable<?> c) { try { return \"\" + c.call(); } catch (Throwable e) { return e + \" \" + e.getCause() + e.getStackTrace()[1].getMethodName(); } }",
        "caught(C) + caught(() -> { R.run(); return null; })");
  }

  @Test
  void a_failing_initialiser_fails_the_first_call_and_the_later_ones() {
    Unit unit =
        Unit.ofMain(
            MARK
                + "static final List<String> L = fail(); static List<String> fail() { throw new IllegalStateException(\"no\"); }"
                + "static int size() { return L.size(); } static boolean read() { return L != null; }",
            "L");
    Program lazy = unit.lazy();

    assertThat(lazy.call("Main", "read").value()).isEqualTo("true");
    assertThat(lazy.call("Main", "size").failure())
        .isInstanceOf(ExceptionInInitializerError.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(lazy.call("Main", "size").failure())
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessage("Could not initialize Main#L (Main.java:1)");
    assertThat(lazy.call("Main", "read").value()).isEqualTo("true");
  }

  @Test
  void a_call_on_null_names_the_field() {
    Program lazy =
        Unit.ofMain(
                MARK
                    + "static final List<String> L = null; static final int N = 1;"
                    + "static Object unwrapped() { return LazyLoader.unwrap(L); }",
                "L.size()")
            .lazy();

    assertThat(lazy.run().failure())
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Main#L is null");
    assertThat(lazy.call("Main", "unwrapped").value()).isEqualTo("null");
  }

  @Test
  void unwrap_gives_the_value_and_is_proxy_tells_without_resolving() {
    Program lazy =
        Unit.ofMain(
                MARK + "static final List<String> L = Log.note(\"ran\", new ArrayList<>());",
                "LazyLoader.isProxy(L) + Log.text() + LazyLoader.unwrap(L).getClass().getName() + Log.text()"
                    + " + LazyLoader.isProxy(LazyLoader.unwrap(L)) + LazyLoader.unwrap(\"x\") + LazyLoader.unwrap(null) + LazyLoader.isProxy(null)")
            .lazy();

    assertThat(lazy.run().value()).isEqualTo("truejava.util.ArrayListranfalsexnullfalse");
  }

  @Test
  void a_serialised_proxy_is_its_value() {
    behaving(
        MARK
            + "static final List<String> L = new ArrayList<>(List.of(\"a\"));"
            + MARK
            + "static final Runnable R = new Runnable() { public void run() {} };"
            + """
            static String copied(Object object) {
              try {
                java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
                new java.io.ObjectOutputStream(bytes).writeObject(object);
                Object copy = new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray())).readObject();
                return copy.getClass() + " " + copy;
              } catch (Exception e) { return e.toString(); }
            }
            """,
        "copied(L) + copied(R)");
  }

  @Test
  void clone_is_that_of_the_value() {
    Unit.of(
            "class Base implements Cloneable { private int x = 3; @Override public Base clone() { try { return (Base) super.clone(); } catch (CloneNotSupportedException e) { throw new AssertionError(e); } } int x() { return x; } }",
            Unit.main(
                MARK + "static final Base B = new Base();",
                "B.clone().x() + \" \" + B.clone().getClass()"))
        .isLazyAndBehavesTheSame();
  }

  @Test
  void a_lock_on_the_proxy_excludes_and_notifies_all_who_read_the_field() {
    behaving(
        MARK
            + "static final Object LOCK = new Object(); static volatile boolean told;"
            + """
            static boolean meet() {
              try {
                Thread teller = new Thread(() -> { synchronized (LOCK) { told = true; LOCK.notifyAll(); } });
                synchronized (LOCK) { teller.start(); while (!told) LOCK.wait(); }
                teller.join();
                return told && !Thread.holdsLock(LOCK);
              } catch (InterruptedException e) { return false; }
            }
            """,
        "meet()");
  }

  @Test
  void a_finaliser_is_not_called_for_the_proxy() {
    Unit.of(
            "class Base { public String hi() { return \"hi\"; } @SuppressWarnings({\"removal\", \"deprecation\"}) @Override protected void finalize() { Log.note(\"finalised\", 1); } }",
            Unit.main(MARK + "static final Base B = new Base();", "B.hi()"))
        .isLazyAndBehavesTheSame();
  }

  @Test
  void reflection_gives_the_proxy_and_resolves_nothing() {
    Unit unit =
        Unit.of(
            "class Owner { "
                + MARK
                + "static final List<String> L = Log.note(\"ran\", List.of(\"a\")); static Object l() { return L; } }",
            """
            class Main {
              static String run() throws Exception {
                java.lang.reflect.Field field = Owner.class.getDeclaredField("L");
                Object got = field.get(null);
                return (got == Owner.l()) + "" + java.lang.reflect.Modifier.isFinal(field.getModifiers()) + LazyLoader.isProxy(got) + Log.text();
              }
            }
            """);

    assertThat(unit.lazy().run().value()).isEqualTo("truetruetrue");
    assertThat(unit.eager().run().value()).isEqualTo("truetruefalseran");
  }

  @Test
  void reflection_gives_the_value_of_a_field_without_proxy() {
    Unit.of(
            "class Owner { "
                + MARK
                + "static final Thread.State S = Log.note(\"ran\", Thread.State.NEW); static Object s() { return S; } }",
            """
            class Main {
              static String run() throws Exception { return "" + Owner.class.getDeclaredField("S").get(null) + Owner.s() + Log.text(); }
            }
            """)
        .isLazyAndBehavesTheSame();
  }

  @Test
  void what_runs_before_the_initialiser_s_place_sees_null() {
    behaving(
        "static final String EARLY = early(); "
            + MARK
            + "static final List<String> L = List.of(\"a\"); static String early() { return \"\" + (L == null); }",
        "EARLY + L");
  }

  @Test
  void a_recursive_call_sees_what_is_assigned_so_far() {
    behaving(
        MARK
            + "static List<String> l() { return L; } static final List<String> L; static final int N;"
                .replace(
                    "static List<String> l()",
                    "private static final Object NONE = \"x\"; static List<String> l()")
            + " static { L = new ArrayList<>(); L.add(\"own\"); l().add(\"other\"); N = L.size(); }",
        "N + \" \" + L");
  }

  @Test
  void fields_of_one_region_may_have_proxies_or_not() {
    behaving(
        MARK
            + "static final List<String> A; @Lazy static final List<String> B; @Lazy static final int N;"
            + " static { A = new ArrayList<>(); B = A; B.add(\"b\"); A.add(\"a\"); N = A.size(); }",
        "A + \"\" + B + N + A.size()");
  }

  @Test
  void a_woven_class_stays_eager_when_laziness_is_off() {
    Unit unit =
        Unit.ofMain(
                MARK
                    + "static final List<String> L; static String seen; static List<String> l() { return L; }"
                    + " static { L = Log.note(\"ran\", new ArrayList<>()); l().add(\"a\"); }",
                "Log.text() + L + LazyLoader.isProxy(L) + L.getClass().getName()")
            .switchable();

    assertThat(unit.switchedOff().run().value()).isEqualTo("ran[a]falsejava.util.ArrayList");
  }

  @Test
  void the_nearest_mark_says_how_lazy_a_field_is() {
    Unit unit =
        Unit.of(
            """
            @Lazy(access = Lazy.Access.MEMBER) class Main {
              static final List<String> TYPE = List.of("type");
              @Lazy static final List<String> FIELD = List.of("field");
              static final int NUMBER = "number".length();
              static final int[] ARRAY = {1};
              static String run() {
                return "" + LazyLoader.isProxy(TYPE) + LazyLoader.isProxy(FIELD) + NUMBER + ARRAY[0];
              }
            }
            """);

    assertThat(unit.lazy().run().value()).isEqualTo("truefalse61");
    assertThat(unit.decision("Main").withoutProxy()).isEmpty();
  }

  @Test
  void a_mark_on_a_package_may_ask_for_proxies() {
    Unit unit =
        Unit.of(
            "@Lazy(access = Lazy.Access.MEMBER) package p;",
            "package p; public class Parts { static final List<String> L = List.of(); public static Object l() { return L; } }",
            "class Main { static String run() { return \"\" + LazyLoader.isProxy(p.Parts.l()); } }");

    assertThat(unit.lazy().run().value()).isEqualTo("true");
  }

  @Test
  void a_plan_defers_up_to_the_read() {
    Unit unit =
        Unit.ofMain("static final List<String> L = List.of();", "LazyLoader.isProxy(L)")
            .planning("Main", "L");

    assertThat(unit.lazy().run().value()).isEqualTo("false");
  }

  @Test
  void what_can_not_have_a_proxy_by_its_declaration_says_why() {
    Unit unit =
        Unit.of(
            "class Owner { "
                + MARK
                + "static final int[] ARRAY = {1}; "
                + MARK
                + "static final long NUMBER = \"number\".length(); interface Inner { "
                + MARK
                + "List<String> L = new ArrayList<>(); } }");

    assertThat(unit.decision("Owner").withoutProxy())
        .containsEntry("ARRAY", "it is an array")
        .containsEntry("NUMBER", "it is of a primitive type");
    assertThat(unit.decision("Owner$Inner").withoutProxy())
        .containsEntry(
            "L", "it is a field of an interface, whose readers look for the value itself");
    assertThat(unit.decision("Owner").deferred()).containsExactly("ARRAY", "NUMBER");
  }

  @Test
  void the_note_on_a_failure_names_the_code_that_called_the_proxy() {
    Program lazy =
        Unit.ofMain(
                MARK
                    + "static final List<String> L = fail(); static List<String> fail() { throw new IllegalStateException(\"no\"); }",
                "L.size()")
            .lazy();

    assertThat(lazy.run().failure().getSuppressed())
        .singleElement()
        .asString()
        .contains("while resolving Main#L (Main.java:1), first read at Main.run(Main.java:2)");
  }

  @Test
  void a_proxy_is_in_no_stack_trace() {
    behaving(
        MARK
            + "static final java.util.function.Supplier<String> S = () -> Arrays.stream(new Throwable().getStackTrace()).limit(2).map(StackTraceElement::getMethodName).map(n -> n.replaceAll(\".*(\\\\$).*\", \"lambda\")).toList().toString();",
        "S.get()");
  }

  @Test
  void a_type_of_more_methods_than_fit_is_deferred_up_to_the_read() {
    StringBuilder big = new StringBuilder("interface Big {");
    for (int method = 0; method < 22_000; method++) {
      big.append(" void m").append(method).append("();");
    }
    Program lazy =
        Unit.of(
                big.append(" }").toString(),
                Unit.main(MARK + "static final Big BIG = null;", "BIG"))
            .lazy();

    assertThat(lazy.run().value()).isEqualTo("null");
    assertThat(Notes.said())
        .contains(
            "@Lazy(access = MEMBER) on Main#BIG gets no proxy: java.lang.IllegalStateException: Big"
                + " has more methods than a proxy can have. It is resolved when it is read.");
  }
}
