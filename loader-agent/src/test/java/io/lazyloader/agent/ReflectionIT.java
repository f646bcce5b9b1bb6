package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.about.About;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads of deferred fields that no instruction for the field shows. */
class ReflectionIT {
  private static final String PARTS =
      """
      // app/Parts.java
      package app;
      import io.lazyloader.Lazy;
      public class Parts {
        @Lazy public static final String ONE = made("one");
        @Lazy private static final int TWO = made(2);
        @Lazy static final String UNREAD = made("unread");
        static <T> T made(T value) { System.out.println("made " + value); return value; }
      }
      """;

  /** Shows all static fields but one, as a mapper or a test framework may do. */
  private static final String MAPPER =
      """
      // mapper/Mapper.java
      package mapper;
      import java.lang.reflect.*;
      import java.util.*;
      import java.util.function.Function;
      public class Mapper implements Function<Class<?>, String> {
        public String apply(Class<?> type) {
          Map<String, Object> values = new TreeMap<>();
          try {
            for (Field field : type.getDeclaredFields()) {
              if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && !field.getName().equals("UNREAD")) {
                field.setAccessible(true);
                values.put(field.getName(), field.getType() == int.class ? field.getInt(null) : field.get(null));
              }
            }
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
          return values.toString();
        }
      }
      """;

  private static final String MAIN =
      """
      // app/Main.java
      package app;
      import java.util.function.Function;
      public class Main {
        @SuppressWarnings("unchecked")
        public static void main(String[] args) throws Exception {
          System.out.println("main");
          Object mapper = Class.forName("mapper.Mapper").getDeclaredConstructor().newInstance();
          System.out.println(((Function<Class<?>, String>) mapper).apply(Parts.class));
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void a_library_that_reads_all_static_fields_sees_their_values() throws IOException {
    Program program = Program.of(directory, PARTS, MAIN);
    program.on(program.jar("mapper.jar", program.compile("mapper", MAPPER), Map.of()));

    assertThat(program.lazy("quiet", "app.Main").out())
        .isEqualTo("main\nmade one\nmade 2\n{ONE=one, TWO=2}\n");
  }

  @Test
  void a_library_in_a_class_loader_of_its_own_resolves_and_keeps_no_class_loader_alive()
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import java.lang.ref.WeakReference;
            import java.net.*;
            import java.nio.file.Path;
            import java.util.function.Function;
            public class Main {
              public static void main(String[] args) throws Exception {
                WeakReference<ClassLoader> loader = use();
                for (int i = 0; i < 50 && loader.get() != null; i++) { System.gc(); Thread.sleep(20); }
                System.out.println(loader.get() == null ? "gone" : "still there");
              }
              @SuppressWarnings("unchecked")
              static WeakReference<ClassLoader> use() throws Exception {
                URL[] urls = {Path.of("parts").toUri().toURL(), Path.of("mapper").toUri().toURL()};
                try (URLClassLoader loader = new URLClassLoader(urls)) {
                  Object mapper = loader.loadClass("mapper.Mapper").getDeclaredConstructor().newInstance();
                  System.out.println(((Function<Class<?>, String>) mapper).apply(loader.loadClass("app.Parts")));
                  return new WeakReference<>(loader);
                }
              }
            }
            """);
    program.compile("parts", PARTS);
    program.compile("mapper", MAPPER);

    assertThat(program.lazy("quiet", "app.Main").out())
        // What is pending is resolved before its loader is closed.
        .isEqualTo("made one\nmade 2\n{ONE=one, TWO=2}\nmade unread\ngone\n");
  }

  @Test
  void a_planned_field_of_a_closed_module_resolves() throws IOException {
    Program program = Program.of(directory);
    Path module = Files.createDirectories(directory.resolve("module"));
    program.compile(
        module,
        List.of(),
        """
        // app/Main.java
        package app;
        import java.lang.invoke.MethodHandles;
        import java.util.List;
        public class Main {
          private static final List<String> ONE = made("one");
          private static final List<String> TWO = made("two");
          static List<String> made(String name) { System.out.println("made " + name); return List.of(name); }
          public static void main(String[] args) throws Throwable {
            System.out.println("main");
            System.out.println(Main.class.getDeclaredField("TWO").get(null));
            System.out.println(MethodHandles.lookup().findStaticVarHandle(Main.class, "ONE", List.class).get());
          }
        }
        """,
        """
        // module-info.java
        module app { }
        """);
    program.write("app.lazyplan", "lazyloader-plan 1\napp.Main#ONE\napp.Main#TWO\n");
    program.onlyOn();

    assertThat(
            program
                .jvm("-p", module.toString())
                .lazy("quiet,plan=app.lazyplan", "-m app/app.Main")
                .out())
        .isEqualTo("main\nmade two\n[two]\nmade one\n[one]\n");
  }

  @Test
  void only_classes_with_such_calls_are_rewritten_for_them() throws IOException {
    Program program = Program.of(directory, PARTS, MAIN, MAPPER);

    program.lazy("quiet,dump=dumped", "app.Main");

    assertThat(files("dumped"))
        .contains("Mapper.before.class", "Mapper.class", "Parts.before.class", "Parts.class")
        .noneMatch(name -> name.startsWith("Main"));
  }

  @Test
  void where_nothing_can_be_lazy_such_a_class_is_loaded_as_it_was() throws IOException {
    Program program = Program.of(directory, PARTS.replace("@Lazy", ""), MAIN, MAPPER);
    program.onlyOn(program.jar("app.jar", program.classes(), Map.of()));

    assertThat(program.lazy("quiet,dump=dumped", "app.Main").out())
        .isEqualTo("main\nmade one\nmade 2\nmade unread\n{ONE=one, TWO=2}\n");
    assertThat(files("dumped")).isEmpty();
  }

  @Test
  void a_method_that_would_grow_too_large_keeps_its_reads_lazy_at_least() throws IOException {
    Program program =
        Program.of(
            directory,
            PARTS,
            """
            // app/Main.java
            package app;
            import java.lang.reflect.Field;
            public class Main {
              public static void main(String[] args) throws Exception {
                System.out.println(Parts.ONE);
                many(System.class.getField("out"));
              }
              static void many(Field field) throws Exception { GETS }
            }
            """
                .replace("GETS", "field.get(null);".repeat(9000)));

    Run run = program.lazy("", "app.Main");

    assertThat(run.out()).isEqualTo("made one\none\n");
    assertThat(run.ours())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("loader: app.Main could not be rewritten")
                    .endsWith("). Running it eagerly; " + pleaseReport() + "."));
  }

  /** As the agent says it, which runs from a jar. */
  private static String pleaseReport() throws IOException {
    try (JarFile jar = new JarFile(Program.AGENT.toFile())) {
      String version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
      return About.pleaseReport().replace(About.version(), version);
    }
  }

  private List<String> files(String folder) throws IOException {
    Path root = directory.resolve(folder);
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }
}
