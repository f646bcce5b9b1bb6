package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Static fields that are read by no code of the program: by the JDK, and by native libraries. */
class ForeignReadersIT {
  private static final String CONFIG =
      """
      // app/Config.java
      package app;
      import java.util.*;
      public class Config {
        public static final List<String> NAMES = new ArrayList<>(List.of("a", "b"));
        private static final List<String> HIDDEN = new ArrayList<>(List.of("c"));
        public static final int COUNT = Integer.parseInt("7");
        public static List<String> hidden() { return HIDDEN; }
      }
      """;

  /** Has the JDK read a public field of a class that it is told by name. */
  private static final String BEANS =
      """
      // app/Beans.java
      package app;
      import java.beans.XMLDecoder;
      import java.io.ByteArrayInputStream;
      public class Beans {
        public static Object read(String field) {
          String xml = "<java><object class=\\"app.Config\\" field=\\"" + field + "\\"/></java>";
          return new XMLDecoder(new ByteArrayInputStream(xml.getBytes())).readObject();
        }
      }
      """;

  private static final String STATIC_CLASS =
      """
      // app/Dynamic.java
      package app;
      import java.lang.invoke.*;
      import jdk.dynalink.*;
      import jdk.dynalink.beans.StaticClass;
      import jdk.dynalink.support.SimpleRelinkableCallSite;
      public class Dynamic {
        public static Object read(Class<?> type, String field) throws Throwable {
          CallSite site = new DynamicLinkerFactory().createLinker().link(
              new SimpleRelinkableCallSite(new CallSiteDescriptor(
                  MethodHandles.lookup(),
                  StandardOperation.GET.withNamespace(StandardNamespace.PROPERTY).named(field),
                  MethodType.methodType(Object.class, Object.class))));
          return site.dynamicInvoker().invoke((Object) StaticClass.forClass(type));
        }
      }
      """;

  @TempDir Path directory;

  private static String main(String body) {
    return """
        // app/Main.java
        package app;
        public class Main {
          public static void main(String[] args) throws Throwable { %s }
        }
        """
        .formatted(body);
  }

  /**
   * Runs a program eagerly and in mode all; asserts that only the standard error stream differs.
   */
  private static Run sameInModeAll(Program program) {
    Run lazy = program.lazy("mode=all,safety=strict", "app.Main");
    assertThat(lazy.out()).isEqualTo(program.eager("app.Main").out()).isNotEmpty();
    assertThat(lazy.exitCode()).isZero();
    return lazy;
  }

  @Test
  void what_the_jdk_reads_is_there_whether_its_class_is_new_or_was_pending() throws IOException {
    Program program =
        Program.of(
            directory,
            CONFIG,
            BEANS,
            STATIC_CLASS,
            CONFIG.replace("Config", "Later"),
            CONFIG.replace("Config", "Loaded"),
            main(
                """
                Class<?> loaded = Loaded.class;
                System.out.println(Config.hidden());
                System.out.println(Beans.read("NAMES") + " " + Beans.read("COUNT"));
                System.out.println(Dynamic.read(Config.class, "NAMES"));
                System.out.println(Dynamic.read(loaded, "NAMES"));
                System.out.println(Dynamic.read(Class.forName("app.Later", false, Main.class.getClassLoader()), "COUNT"));
                """));

    Run lazy = sameInModeAll(program);

    assertThat(lazy.ours())
        .filteredOn(line -> line.contains("may read public static fields"))
        .containsExactly(
            "loader: java.beans.XMLDecoder may read public static fields without our seeing it:"
                + " from now on those are resolved with their class.");
    // Config's and the two others' HIDDEN are private; only the first was read.
    assertThat(lazy.err()).contains("2 pending");
  }

  @Test
  void the_jdk_reads_what_a_running_initialiser_has_passed_and_no_more() throws IOException {
    Program program =
        Program.of(
            directory,
            CONFIG.replace(
                "private static",
                """
                private static final Object SEEN = Main.seen = new Object[] {Beans.read("NAMES"), Beans.read("AFTER")};
                public static final List<String> AFTER = new ArrayList<>(List.of("d"));
                private static"""),
            BEANS,
            main(
                "System.out.println(Config.hidden() + java.util.Arrays.toString(seen)); }"
                    + " static Object[] seen; static {"));

    assertThat(sameInModeAll(program).out()).isEqualTo("[c][[a, b], null]\n");
  }

  @Test
  void the_line_about_it_is_not_printed_if_nothing_is_lazy_or_the_agent_is_quiet()
      throws IOException {
    Program program =
        Program.of(directory, CONFIG, BEANS, main("System.out.println(Beans.read(\"NAMES\"));"));

    assertThat(program.lazy("", "app.Main").ours()).noneMatch(line -> line.contains("may read"));
    assertThat(program.lazy("mode=all,quiet", "app.Main").ours()).isEmpty();
  }

  @Test
  void readers_that_are_called_by_reflection_and_method_reference_are_seen() throws IOException {
    Program program =
        Program.of(
            directory,
            CONFIG,
            main(
                """
                System.out.println(Config.hidden());
                java.io.InputStream xml = new java.io.ByteArrayInputStream("<java><object class='app.Config' field='NAMES'/></java>".getBytes());
                Class<?> decoder = Class.forName("java.beans." + "XMLDecoder");
                Object made = decoder.getConstructor(java.io.InputStream.class).newInstance(xml);
                System.out.println(decoder.getMethod("readObject").invoke(made));
                """));

    sameInModeAll(program);
  }

  @Test
  void a_marked_field_is_there_for_the_jdk_too() throws IOException {
    Program program =
        Program.of(
            directory,
            CONFIG.replace(
                "public static final List", "@io.lazyloader.Lazy public static final List"),
            BEANS,
            main(
                "System.out.println(Config.hidden()); System.out.println(Beans.read(\"NAMES\"));"));
    program.on(Program.AGENT);

    assertThat(program.lazy("quiet", "app.Main").out()).isEqualTo("[c]\n[a, b]\n");
  }

  @Test
  void a_field_of_an_interface_that_the_jdk_would_find_empty_is_named() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Config.java
            package app;
            public interface Config {
              @io.lazyloader.Lazy java.util.List<String> NAMES = new java.util.ArrayList<>();
              Object EAGER = Config.class.getName() + System.lineSeparator();
            }
            """,
            BEANS,
            main(
                """
                System.out.println(Config.EAGER != null);
                try { System.out.println(Beans.read("NAMES")); } catch (Exception e) { System.out.println("none"); }
                """));

    Run lazy = program.lazy("", "app.Main");

    assertThat(lazy.ours())
        .contains(
            "loader: app.Config#NAMES is a lazy field of an interface, and java.beans.XMLDecoder"
                + " would read its default value: mark it @Eager.");
  }

  @Test
  void a_class_whose_initialiser_fails_is_no_trouble_to_who_has_the_jdk_read_another()
      throws IOException {
    Program program =
        Program.of(
            directory,
            CONFIG,
            BEANS,
            """
            // app/Bad.java
            package app;
            public class Bad {
              @io.lazyloader.Lazy public static final Object BAD = bad();
              static Object bad() { throw new IllegalStateException("bad"); }
              static void touch() {}
            }
            """,
            main(
                """
                Bad.touch();
                System.out.println(Config.hidden() + "" + Beans.read("NAMES"));
                try { System.out.println(Bad.BAD); } catch (Error e) { System.out.println(e.getClass()); }
                """));

    assertThat(program.lazy("mode=all,quiet", "app.Main").out())
        .isEqualTo("[c][a, b]\nclass java.lang.NoClassDefFoundError\n");
  }

  private static final String NATIVE =
      """
      // app/Native.java
      package app;
      public class Native {
        static native Object read(Class<?> type, String field);
      }
      """;

  @Test
  void a_native_library_finds_all_fields_in_mode_all() throws IOException {
    String library = library();
    Program program =
        Program.of(
            directory,
            CONFIG,
            CONFIG.replace("Config", "Later"),
            CONFIG.replace("Config", "Loaded"),
            NATIVE,
            main(
                """
                Class<?> loaded = Loaded.class;
                System.out.println(Config.COUNT);
                System.load("%s");
                System.out.println(Native.read(Config.class, "NAMES") + " " + Native.read(Config.class, "HIDDEN"));
                System.out.println(Native.read(loaded, "HIDDEN"));
                System.out.println(Native.read(Class.forName("app.Later"), "HIDDEN"));
                """
                    .formatted(library)));

    Run lazy = sameInModeAll(program);

    assertThat(lazy.ours())
        .contains(
            "loader: a native library may read any static field without our seeing it: from now on"
                + " those are resolved with their class.");
  }

  /** Pins down what semantics.md says of marks. */
  @Test
  void a_native_library_finds_a_marked_field_as_it_is() throws IOException {
    String library = library();
    Program program =
        Program.of(
            directory,
            CONFIG.replace("private static", "@io.lazyloader.Lazy private static"),
            NATIVE,
            main(
                """
                System.out.println(Config.COUNT);
                System.load("%s");
                System.out.println(Native.read(Config.class, "HIDDEN"));
                System.out.println(Config.hidden() + "" + Native.read(Config.class, "HIDDEN"));
                """
                    .formatted(library)));

    assertThat(program.lazy("quiet", "app.Main").out()).isEqualTo("7\nnull\n[c][c]\n");
  }

  /**
   * Compiles a library that reads a field of type List; skips the test where that can't be done.
   */
  private String library() throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    boolean isLinux = System.getProperty("os.name").equals("Linux");
    assumeThat(isLinux && Files.exists(home.resolve("include/jni.h"))).isTrue();
    Path source =
        Files.writeString(
            directory.resolve("reader.c"),
            """
            #include <jni.h>
            JNIEXPORT jobject JNICALL Java_app_Native_read(JNIEnv *env, jclass self, jclass type, jstring name) {
              const char *field = (*env)->GetStringUTFChars(env, name, 0);
              jfieldID id = (*env)->GetStaticFieldID(env, type, field, "Ljava/util/List;");
              (*env)->ReleaseStringUTFChars(env, name, field);
              return id == 0 ? 0 : (*env)->GetStaticObjectField(env, type, id);
            }
            """);
    Path library = directory.resolve("libreader.so");
    List<String> command =
        List.of(
            "cc",
            "-shared",
            "-fPIC",
            "-I" + home.resolve("include"),
            "-I" + home.resolve("include/linux"),
            "-o",
            library.toString(),
            source.toString());
    int exitCode;
    try {
      Process compiler = new ProcessBuilder(command).inheritIO().start();
      exitCode = compiler.waitFor(60, TimeUnit.SECONDS) ? compiler.exitValue() : -1;
    } catch (IOException e) {
      exitCode = -1; // no compiler
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assumeThat(exitCode).isZero();
    return library.toString();
  }
}
