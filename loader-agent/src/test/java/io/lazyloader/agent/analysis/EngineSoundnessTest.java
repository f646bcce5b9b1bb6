package io.lazyloader.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.engine.VerdictEngine;
import io.lazyloader.agent.rewrite.Compiler;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Region;
import io.lazyloader.agent.rewrite.Unit;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * Programs that can tell when an initialiser ran, by ways that an evaluation may overlook. Each has
 * a class {@code Main} whose field {@code X} must not be proven.
 */
class EngineSoundnessTest {
  @Test
  void sees_that_a_superinterface_with_default_methods_is_initialised() {
    isSeenAndNotProven(
        """
        class Main {
          interface Shape { Object O = Log.note("shape", 1); default void draw() {} }
          static class Circle implements Shape {}
          static final Object X = new Circle();
          static String run() { Log.note("run", 1); X.hashCode(); return Log.text(); }
        }
        """);
  }

  @Test
  void sees_that_a_lambda_initialises_an_interface_with_default_methods() {
    isSeenAndNotProven(
        """
        class Main {
          interface Shape { Object O = Log.note("shape", 1); void draw(); default void move() {} }
          static final Shape X = () -> {};
          static String run() { Log.note("run", 1); X.hashCode(); return Log.text(); }
        }
        """);
  }

  @Test
  void sees_that_a_private_field_is_assigned_once_more_in_the_initialiser() {
    isSeenAndNotProven(
        """
        class Main {
          @Eager private static int level = 1;
          static final Integer X = Integer.valueOf(level + 1000);
          static { level = 5; }
          static String run() { return X + " " + level; }
        }
        """);
  }

  @Test
  void sees_that_a_collection_is_changed_by_a_piece_that_could_not_be_followed() {
    isSeenAndNotProven(
        """
        class Main {
          private static final Map<String, String> M = new HashMap<>();
          static final String X = M.get("a");
          static { if (System.getProperty("no.such") == null) { M.put("a", "late"); } }
          static String run() { return X + M.get("a"); }
        }
        """);
  }

  @Test
  void does_not_take_an_element_that_a_piece_not_followed_may_have_added_for_missing() {
    isSeenAndNotProven(
        """
        class Main {
          private static final Map<String, String> M = new HashMap<>();
          static { if (System.getProperty("no.such") == null) { M.put("a", "early"); } }
          static final Object X = M.get("a") == null ? "none" : Log.note("effect", "some");
          static String run() { Log.note("run", 1); return X + Log.text(); }
        }
        """);
  }

  @Test
  void does_not_take_a_list_inside_a_map_for_unchanging() {
    isSeenAndNotProven(
        """
        class Main {
          static final Integer X = Groups.count();
          static String run() { Groups.add(); return String.valueOf(X); }
        }
        """,
        """
        class Groups {
          private static final Map<String, List<String>> M = new HashMap<>();
          static { M.put("a", new ArrayList<>()); }
          static int count() { return M.get("a").size() + 1000; }
          static void add() { M.get("a").add("b"); }
        }
        """);
  }

  @Test
  void does_not_take_an_array_that_is_public_by_another_name_for_unchanging() {
    isSeenAndNotProven(
        """
        class Main {
          static final String X = Names.first();
          static String run() { Names.PUBLIC[0] = "b"; return X; }
        }
        """,
        """
        class Names {
          static final String[] PUBLIC = {"a"};
          private static final String[] OWN = PUBLIC;
          static String first() { return OWN[0]; }
        }
        """);
  }

  @Test
  void does_not_take_an_array_of_another_class_behind_a_list_for_unchanging() {
    isSeenAndNotProven(
        """
        class Main {
          static final String X = Names.first();
          static String run() { Shared.PUBLIC[0] = "b"; return X; }
        }
        """,
        "class Shared { static final String[] PUBLIC = {\"a\"}; }",
        """
        class Names {
          private static final List<String> OWN = Arrays.asList(Shared.PUBLIC);
          static String first() { return OWN.get(0); }
        }
        """);
  }

  @Test
  void does_not_take_a_copied_array_of_arrays_for_a_deep_copy() {
    isSeenAndNotProven(
        """
        class Main {
          static final Integer X = Grid.first();
          static String run() { Grid.change(); return String.valueOf(X); }
        }
        """,
        """
        class Grid {
          private static final int[][] CELLS = {{1000}};
          static int first() { return CELLS[0][0]; }
          static void change() { CELLS.clone()[0][0] = 2000; }
        }
        """);
  }

  @Test
  void does_not_take_a_compiler_s_array_for_unchanging_that_another_field_holds() {
    isSeenAndNotProvenOfCompiler(
        "CELLS",
        """
        class Main {
          static final Integer X = Table.first();
          static String run() { Table.PUBLIC[0] = 2000; return String.valueOf(X); }
        }
        """,
        """
        class Table {
          private static final int[] CELLS;
          static final int[] PUBLIC;
          static {
            int[] cells = {1000};
            CELLS = cells;
            PUBLIC = cells;
          }
          static int first() { return CELLS[0]; }
        }
        """);
  }

  @Test
  void does_not_take_a_compiler_s_array_for_unchanging_that_an_object_holds() {
    isSeenAndNotProvenOfCompiler(
        "CELLS",
        """
        class Main {
          static final Integer X = Table.first();
          static String run() { Table.VIEW.cells[0] = 2000; return String.valueOf(X); }
        }
        """,
        """
        class View {
          final int[] cells;
          View(int[] cells) { this.cells = cells; }
        }
        """,
        """
        class Table {
          static final View VIEW;
          private static final int[] CELLS;
          static {
            int[] cells = {1000};
            VIEW = new View(cells);
            CELLS = cells;
          }
          static int first() { return CELLS[0]; }
        }
        """);
  }

  @Test
  void does_not_take_a_field_that_only_an_updater_changes_for_unchanging() {
    isSeenAndNotProven(
        """
        class Main {
          static final Integer X = Holder.ONE.state();
          static String run() { Holder.ONE.next(); return String.valueOf(X); }
        }
        """,
        """
        class Holder {
          static final Holder ONE = new Holder();
          private volatile int state = 1000;
          int state() { return state; }
          void next() {
            java.util.concurrent.atomic.AtomicIntegerFieldUpdater.newUpdater(Holder.class, "state")
                .incrementAndGet(this);
          }
        }
        """);
  }

  @Test
  void does_not_take_a_field_that_only_a_variable_handle_changes_for_unchanging() {
    isSeenAndNotProven(
        """
        class Main {
          static final Integer X = Holder.ONE.state();
          static String run() throws Exception { Holder.ONE.next(); return String.valueOf(X); }
        }
        """,
        """
        class Holder {
          static final Holder ONE = new Holder();
          private int state = 1000;
          int state() { return state; }
          void next() throws Exception {
            java.lang.invoke.MethodHandles.lookup()
                .findVarHandle(Holder.class, "state", int.class).set(this, 2000);
          }
        }
        """);
  }

  @Test
  void does_not_take_a_field_that_another_constructor_call_assigns_for_unchanging() {
    isSeenAndNotProven(
        """
        class Main {
          static final Object X = Node.FIRST.next();
          static String run() { new Node(); return X == null ? "end" : "linked"; }
        }
        """,
        """
        class Node {
          private static Node last;
          static final Node FIRST = new Node();
          private Node next;
          Node() { if (last != null) { last.next = this; } last = this; }
          Node next() { return next; }
        }
        """);
  }

  @Test
  void does_not_take_a_reference_that_the_collector_clears_for_unchanging() {
    isSeenAndNotProven(
        """
        class Main {
          static final Object X = Holder.REFERENCE.get() == null ? "cleared" : "there";
          static String run() { Holder.REFERENCE.clear(); return String.valueOf(X); }
        }
        """,
        """
        class Holder {
          static final java.lang.ref.WeakReference<Object> REFERENCE =
              new java.lang.ref.WeakReference<>("x");
        }
        """);
  }

  @Test
  void does_not_take_a_task_for_never_done() {
    isSeenAndNotProven(
        """
        class Main {
          static final Object X = Holder.TASK.isDone() ? "done" : "open";
          static String run() { Holder.TASK.run(); return String.valueOf(X); }
        }
        """,
        """
        class Holder {
          static final java.util.concurrent.FutureTask<String> TASK =
              new java.util.concurrent.FutureTask<>(() -> "x");
        }
        """);
  }

  @Test
  void does_not_take_a_string_that_is_not_known_for_another() {
    isSeenAndNotProven(
        """
        class Main {
          static final String P = String.valueOf(System.getProperty("no.such"));
          static final Object X = P.equals("null") ? Log.note("effect", 1) : "x";
          static String run() { Log.note("run", 1); return X + Log.text(); }
        }
        """);
  }

  @Test
  void sees_that_a_cast_of_what_is_not_known_may_fail() {
    isSeenAndNotProven(
        """
        class Main {
          static final Object P = String.valueOf(System.getProperty("no.such"));
          static final Integer X = (Integer) P;
          static String run() { return "initialised"; }
        }
        """);
  }

  @Test
  void sees_that_a_division_by_what_is_not_known_may_fail() {
    isSeenAndNotProven(
        """
        class Main {
          static final int N = Integer.getInteger("no.such", 0);
          static final int X = 1000 / N;
          static String run() { return "initialised"; }
        }
        """);
  }

  @Test
  void sees_that_another_class_keeps_the_stack_of_its_initialisation() {
    isSeenAndNotProven(
        """
        class Main {
          static final Object X = Failures.name();
          static String run() { X.hashCode(); return Failures.depth(); }
        }
        """,
        """
        class Failures {
          static final RuntimeException ONE = new RuntimeException();
          static Object name() { return new Object() { public int hashCode() { return 1; } }; }
          static String depth() { return Arrays.toString(ONE.getStackTrace()); }
        }
        """);
  }

  @Test
  void sees_that_characters_are_put_into_a_given_array() {
    isSeenAndNotProven(
        """
        class Main {
          static final Integer X = Integer.valueOf(1000 + Character.toChars(65, Shared.BUFFER, 0));
          static String run() { char c = Shared.BUFFER[0]; X.hashCode(); return "" + (int) c; }
        }
        """,
        "class Shared { static final char[] BUFFER = new char[1]; }");
  }

  @Test
  void does_not_take_a_reflected_field_for_nameless() {
    isSeenAndNotProven(
        """
        class Main {
          int member;
          static Object name() {
            try {
              String name = Main.class.getDeclaredField("member").getName();
              return name == null ? "none" : Log.note("effect", "x");
            } catch (NoSuchFieldException e) { return e; }
          }
          static final Object X = name();
          static String run() { Log.note("run", 1); return X + Log.text(); }
        }
        """);
  }

  @Test
  void sees_that_a_security_manager_may_be_set() {
    assertThat(
            verdict(
                    """
                    class Main {
                      @SuppressWarnings("removal")
                      static final Object X = System.getSecurityManager() == null ? "no" : "yes";
                    }
                    """)
                .kind())
        .isNotEqualTo(Kind.PROVEN);
  }

  @Test
  void sees_that_the_status_of_assertions_may_be_changed() {
    isSeenAndNotProven(
        """
        class Main {
          static final Object X = Main.class.desiredAssertionStatus() ? "on" : "off";
          static String run() {
            boolean isOn = Main.class.desiredAssertionStatus();
            Main.class.getClassLoader().setDefaultAssertionStatus(!isOn);
            return String.valueOf(X);
          }
        }
        """);
  }

  @Test
  void does_not_take_a_nested_class_for_public() {
    isSeenAndNotProven(
        """
        class Main {
          private static final class Inner {}
          static final Object X =
              java.lang.reflect.Modifier.isPrivate(Inner.class.getModifiers())
                  ? Log.note("effect", 1) : "x";
          static String run() { Log.note("run", 1); return X + Log.text(); }
        }
        """);
  }

  @Test
  void sees_that_a_constant_that_was_not_inlined_initialises_its_class() {
    Map<String, byte[]> classFiles =
        Compiler.compile(
            """
            class Main {
              static final Object X = Config.NAME + "!";
              static String run() { Log.note("run", 1); return X + Log.text(); }
            }
            """,
            "class Config { static String NAME = \"a\"; }");
    classFiles.putAll(
        Compiler.compile(
            "class Config { static final String NAME = \"a\"; static { Log.note(\"config\", 1); } }"));
    isSeenAndNotProven(classFiles);
  }

  @Test
  void asks_a_lambda_whether_it_equals_another_object_as_any_object() {
    assertThat(
            verdict(
                    """
                    class Main {
                      static final Comparator<String> C = (a, b) -> 0;
                      static final Object X = C.equals(null) ? "yes" : "no";
                    }
                    """)
                .kind())
        .isEqualTo(Kind.PROVEN);
  }

  @Test
  void judges_what_asks_a_variable_handle_for_its_type() {
    assertThat(
            verdict(
                    """
                    class Main {
                      static final Object X =
                          java.lang.invoke.MethodHandles.arrayElementVarHandle(int[].class)
                              .varType();
                    }
                    """)
                .kind())
        .isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void does_not_make_a_string_that_is_too_long() {
    assertThat(
            verdict(
                    """
                    class Main {
                      static final Object X = "ab".repeat(1 << 29).length() == 7 ? "a" : "b";
                    }
                    """)
                .kind())
        .isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void does_not_take_a_list_inside_an_array_for_unchanging() {
    isSeenAndNotProven(
        """
        class Main {
          static final Integer X = Groups.count();
          static String run() { Groups.add(); return String.valueOf(X); }
        }
        """,
        """
        class Groups {
          @SuppressWarnings("unchecked")
          private static final List<String>[] ALL = new List[] {new ArrayList<>()};
          static int count() { return ALL[0].size() + 1000; }
          static void add() { ALL[0].add("b"); }
        }
        """);
  }

  @Test
  void does_not_take_a_collection_for_unchanging_whose_view_is_public() {
    isSeenAndNotProven(
        """
        class Main {
          static final Integer X = Names.count();
          static String run() { Names.KEYS.clear(); return String.valueOf(X); }
        }
        """,
        """
        class Names {
          private static final Map<String, String> ALL = new HashMap<>();
          static final Set<String> KEYS;
          static { ALL.put("a", "b"); KEYS = ALL.keySet(); }
          static int count() { return ALL.containsKey("a") ? 1000 : 2000; }
        }
        """);
  }

  @Test
  void does_not_take_a_collection_for_unchanging_whose_view_unknown_code_was_given() {
    isSeenAndNotProven(
        """
        class Main {
          static final Integer X = Names.count();
          static String run() { Registry.keys().clear(); return String.valueOf(X); }
        }
        """,
        """
        class Registry {
          private static final ThreadLocal<Set<String>> KEYS = new ThreadLocal<>();
          static void register(Set<String> keys) { KEYS.set(keys); }
          static Set<String> keys() { Names.count(); return KEYS.get(); }
        }
        """,
        """
        class Names {
          private static final Map<String, String> ALL = new HashMap<>();
          static { ALL.put("a", "b"); Registry.register(ALL.keySet()); }
          static int count() { return ALL.containsKey("a") ? 1000 : 2000; }
        }
        """);
  }

  @Test
  void does_not_take_a_list_for_unchanging_that_its_own_element_changes() {
    isSeenAndNotProven(
        """
        class Main {
          static final Integer X = Items.count();
          static String run() { Items.first().drop(); return String.valueOf(X); }
        }
        """,
        """
        class Items {
          static class Item {
            final List<Item> all;
            Item(List<Item> all) { this.all = all; all.add(this); }
            void drop() { all.clear(); }
          }
          private static final List<Item> ALL;
          static { List<Item> all = new ArrayList<>(); new Item(all); ALL = all; }
          static int count() { return ALL.size() + 1000; }
          static Item first() { return ALL.get(0); }
        }
        """);
  }

  @Test
  void sees_what_is_put_into_an_array_by_a_method_of_the_jdk() {
    isSeenAndNotProven(
        """
        class Main {
          static Object filled() {
            char[] chars = new char[1];
            Character.toChars(65, chars, 0);
            return chars[0] == 'A' ? Log.note("effect", "A") : "none";
          }
          static final Object X = filled();
          static String run() { Log.note("run", 1); return X + Log.text(); }
        }
        """);
  }

  @Test
  void judges_a_call_alike_whatever_it_was_given_before() {
    Map<String, byte[]> classFiles =
        Compiler.compile(
            """
            class Main {
              static final Object X = "abc".contains("b") ? "yes" : "no";
            }
            """,
            """
            class Other {
              static class Text implements CharSequence {
                public int length() { return 1; }
                public char charAt(int index) { return 'b'; }
                public CharSequence subSequence(int start, int end) { return this; }
                public String toString() { return "b"; }
              }
              static final Object X = "abc".contains(new Text()) ? "yes" : "no";
            }
            """);
    VerdictEngine engine = new VerdictEngine(new CaseClasses(classFiles), TrustRules.none());
    engine.judge(find(classFiles, "Other"));
    assertThat(engine.judge(find(classFiles, "Main")).fields())
        .isEqualTo(Map.of("X", verdict(classFiles)));
    assertThat(verdict(classFiles).kind()).isEqualTo(Kind.PROVEN);
  }

  @Test
  void proves_look_ups_in_what_never_changes() {
    assertThat(
            verdict(
                    """
                    class Main {
                      static final Object X = Tables.sum();
                    }
                    """,
                    """
                    class Tables {
                      record Cell(int x) {}
                      enum Side { LEFT }
                      private static final List<Cell> CELLS = List.of(new Cell(1));
                      private static final Map<String, Side> MAP = Map.of("a", Side.LEFT);
                      static int sum() {
                        return switch (MAP.get("a")) {
                          case LEFT -> CELLS.get(0).x() + Side.valueOf("LEFT").ordinal();
                        };
                      }
                    }
                    """)
                .kind())
        .isEqualTo(Kind.PROVEN);
  }

  @Test
  void does_not_take_tables_for_unchanging_that_reflection_can_get_at() {
    isSeenAndNotProven(
        """
        class Main {
          static final Integer X = Tables.sum();
          static String run() throws Exception {
            for (String name : List.of("GRID", "MAP", "SET", "LIST")) { Door.open(name); }
            return X.toString();
          }
        }
        """,
        """
        class Door {
          static void open(String name) throws Exception {
            java.lang.reflect.Field field = Tables.class.getDeclaredField(name);
            field.setAccessible(true);
            change(field.get(null));
          }
          static void change(Object table) {
            if (table instanceof int[][] grid) {
              grid[0][0]++;
            } else if (table instanceof Map<?, ?> map) {
              map.clear();
            } else {
              ((Collection<?>) table).clear();
            }
          }
        }
        """,
        """
        class Tables {
          private static final int[][] GRID = {{1000}, {2}};
          private static final Map<String, String> MAP = new HashMap<>();
          private static final Set<String> SET = new TreeSet<>(List.of("a", "b"));
          private static final List<String> LIST = new ArrayList<>();
          static { MAP.put("a", "b"); LIST.add("c"); }
          static int sum() {
            return GRID[0][0] + MAP.size() + (SET.contains("b") ? 1 : 20) + LIST.size();
          }
        }
        """);
  }

  @Test
  void does_not_take_an_array_inside_an_immutable_list_for_unchanging() {
    isSeenAndNotProven(
        """
        class Main {
          static final Integer X = 1000 + Listed.CELLS.get(2)[0];
          static String run() { Listed.CELLS.get(2)[0] = 9; return String.valueOf(X); }
        }
        """,
        """
        class Listed {
          static final List<int[]> CELLS = List.of(new int[1], new int[1], new int[1]);
        }
        """);
  }

  @Test
  void sees_that_a_superclass_may_initialise_its_subclass_first() {
    Map<String, byte[]> classFiles =
        Compiler.compile(
            """
            class Main extends Base {
              static final Object X = Base.LATE == null ? "early" : "late";
              static void touch() {}
            }
            """,
            """
            class Base {
              static { if (System.getProperty("no.such") == null) { Main.touch(); } }
              static final Object LATE = new Object();
              static String run() { return String.valueOf(Main.X); }
            }
            """);
    Unit reckless = judgedBy(classFiles, new OnlyX());
    assertThat(reckless.lazy().call("Base", "run").text())
        .isNotEqualTo(reckless.eager().call("Base", "run").text());
    assertThat(verdict(classFiles).kind()).isNotEqualTo(Kind.PROVEN);
  }

  @Test
  void does_not_take_lambdas_of_one_place_for_different_objects() {
    isSeenAndNotProven(
        """
        class Main {
          static Runnable make() { return () -> {}; }
          static final Object X = make() == make() ? Log.note("effect", "same") : "other";
          static String run() { Log.note("run", 1); return X + Log.text(); }
        }
        """);
  }

  @Test
  void judges_what_takes_a_text_for_an_array() {
    assertThat(
            verdict(
                    """
                    class Main {
                      static Object copied() {
                        System.arraycopy("text", 0, new int[1], 0, 1);
                        return "x";
                      }
                      static final Object X = copied();
                    }
                    """)
                .kind())
        .isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void sees_a_second_read_of_shared_state_behind_a_local_that_lives_past_both() {
    isSeenAndNotProven(
        """
        import java.util.*;
        class Main {
          static final Integer X;
          static {
            int local = Shared.LIST.size();
            X = Integer.valueOf(1000 + Shared.LIST.size());
            if (local > 5) { Shared.LIST.clear(); }
          }
          static String run() { Shared.LIST.add("more"); return X.toString(); }
        }
        class Shared { static final List<String> LIST = new ArrayList<>(); }
        """);
  }

  @Test
  void gives_the_same_verdicts_in_every_order_and_to_several_threads() throws Exception {
    Map<String, byte[]> classFiles = libraryClasses();
    CaseClasses source = new CaseClasses(classFiles);
    List<String> names = new ArrayList<>(classFiles.keySet());
    VerdictEngine first = new VerdictEngine(source, TrustRules.shipped());
    Map<String, Map<String, Verdict>> inOrder = judgeAll(first, classFiles, names);
    assertThat(judgeAll(first, classFiles, names)).as("once more").isEqualTo(inOrder);

    VerdictEngine shared = new VerdictEngine(source, TrustRules.shipped());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Map<String, Map<String, Verdict>>>> running = new ArrayList<>();
      for (int seed = 1; seed <= 2; seed++) {
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(seed));
        running.add(threads.submit(() -> judgeAll(shared, classFiles, shuffled)));
      }
      for (Future<Map<String, Map<String, Verdict>>> each : running) {
        assertThat(each.get()).isEqualTo(inOrder);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Map<String, Map<String, Verdict>> judgeAll(
      VerdictEngine engine, Map<String, byte[]> classFiles, List<String> names) {
    Map<String, Map<String, Verdict>> verdicts = new HashMap<>();
    for (String name : names) {
      verdicts.put(name, engine.judge(find(classFiles, name)).fields());
    }
    return verdicts;
  }

  /** The classes of a library that is there anyway: the one that tests assert with. */
  private static Map<String, byte[]> libraryClasses() throws IOException {
    Map<String, byte[]> classFiles = new TreeMap<>();
    URL jar = Assertions.class.getProtectionDomain().getCodeSource().getLocation();
    try (ZipInputStream entries = new ZipInputStream(jar.openStream())) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        String name = entry.getName();
        if (name.startsWith("org/assertj/core/") && name.endsWith(".class")) {
          classFiles.put(name.substring(0, name.length() - 6), entries.readAllBytes());
        }
      }
    }
    assertThat(classFiles).isNotEmpty();
    return classFiles;
  }

  private static void isSeenAndNotProven(String... sources) {
    isSeenAndNotProven(Compiler.compile(sources));
  }

  private static void isSeenAndNotProven(Map<String, byte[]> classFiles) {
    Unit reckless = judgedBy(classFiles, new OnlyX());
    assertThat(reckless.lazy().call("Main", "run").text())
        .isNotEqualTo(reckless.eager().call("Main", "run").text());
    assertThat(verdict(classFiles).kind()).isNotEqualTo(Kind.PROVEN);
  }

  /**
   * Of synthetic arrays in synthetic classes, as compilers make them for switches, it is believed
   * that nobody but the code of their class gets at them by the field.
   */
  private static void isSeenAndNotProvenOfCompiler(String field, String... sources) {
    Map<String, byte[]> classFiles = new HashMap<>(Compiler.compile(sources));
    classFiles.replaceAll((name, classFile) -> withSynthetic(field, classFile));
    isSeenAndNotProven(classFiles);
  }

  /** Makes a class synthetic if it has a field of that name, which becomes synthetic, too. */
  private static byte[] withSynthetic(String field, byte[] classFile) {
    ClassNode type = new ClassNode();
    new ClassReader(classFile).accept(type, 0);
    for (FieldNode each : type.fields) {
      if (each.name.equals(field)) {
        each.access |= Opcodes.ACC_SYNTHETIC;
        type.access |= Opcodes.ACC_SYNTHETIC;
      }
    }
    ClassWriter writer = new ClassWriter(0);
    type.accept(writer);
    return writer.toByteArray();
  }

  private static Unit judgedBy(Map<String, byte[]> classFiles, Judge judge) {
    return new Unit(classFiles).asking("Main", request -> request.judge(judge));
  }

  private static Verdict verdict(String... sources) {
    return verdict(Compiler.compile(sources));
  }

  private static Verdict verdict(Map<String, byte[]> classFiles) {
    VerdictEngine engine = new VerdictEngine(new CaseClasses(classFiles), TrustRules.none());
    Verdict verdict = engine.judge(find(classFiles, "Main")).fields().get("X");
    if (verdict == null) {
      throw new AssertionError("X has no shape to be deferred");
    }
    return verdict;
  }

  private static byte[] find(Map<String, byte[]> classFiles, String name) {
    byte[] classFile = classFiles.get(name);
    if (classFile == null) {
      throw new AssertionError("no class " + name);
    }
    return classFile;
  }

  /** Allows the regions that assign {@code X}. */
  private record OnlyX() implements Judge {
    @Override
    public @Nullable String obstacle(Region region) {
      return region.fields().contains("X") ? null : "it is not asked for";
    }
  }
}
