package io.lazyloader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded when, what attributes are, and what is said when something is wrong. */
class LazyModuleTest {
  private static final String TEXT =
      """
      // acme/Text.java
      package acme;
      public class Text extends Base {
        static { System.setProperty("acme.Text", "initialised"); }
        public static final String DASH = "-";
        public static int count = 1;
        static String hidden = "hidden";
        public String ofInstances = "no";
        public static String slug(String title) { return title.toLowerCase().replace(" ", DASH); }
        public static String slug(String title, int length) { return slug(title).substring(0, length); }
        public static int sum(int... numbers) { int s = 0; for (int n : numbers) s += n; return s; }
        public static void nothing() { count++; }
        public static void fail() throws java.io.IOException { throw new java.io.IOException("no disk"); }
        static void hidden() {}
        public void ofInstances() {}
      }
      """;
  private static final String BASE =
      """
      // acme/Base.java
      package acme;
      class Base {
        public static final String INHERITED = "from Base";
        public static String inherited() { return "Base"; }
        public static String hidden(int number) { return "Base " + number; }
      }
      """;

  @TempDir Path directory;

  @Test
  void nothing_is_loaded_before_the_first_attribute() throws Exception {
    System.clearProperty("acme.Text");
    try (Compiled.Loader loader = Compiled.load(directory, TEXT, BASE)) {
      LazyModule module = LazyModule.of("acme.Text", loader).required();

      assertThat(module.isLoaded()).isFalse();
      assertThat(module.name()).isEqualTo("acme.Text");
      assertThat(module).hasToString("LazyModule[acme.Text, not loaded]");
      assertThat(loader.hasLoaded("acme.Text")).isFalse();

      assertThat(module.get("DASH")).isEqualTo("-");
      assertThat(module.isLoaded()).isTrue();
      assertThat(module).hasToString("LazyModule[acme.Text, loaded]");
      assertThat(System.getProperty("acme.Text")).isEqualTo("initialised");
      assertThat(module.load()).isSameAs(loader.loadClass("acme.Text"));
    }
  }

  @Tag("slow")
  @Test
  void the_class_is_loaded_in_a_jvm_of_its_own_after_main_has_begun() throws Exception {
    Path classes =
        Compiled.into(
            directory,
            TEXT,
            BASE,
            """
            // acme/Main.java
            package acme;
            import io.lazyloader.LazyModule;
            public class Main {
              private static final LazyModule TEXT = LazyModule.of("acme.Text").required();
              public static void main(String[] args) {
                System.out.println("begun");
                System.out.println(TEXT.callMethod("slug", "A Title"));
              }
            }
            """);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout",
                "-cp",
                classes + java.io.File.pathSeparator + Compiled.library(),
                "acme.Main")
            .redirectErrorStream(true)
            .start();
    List<String> lines = new ArrayList<>();
    try (var reader = process.inputReader()) {
      reader
          .lines()
          .filter(line -> line.equals("begun") || line.contains(" acme.") || line.equals("a-title"))
          .map(line -> line.replaceFirst(".*\\] +(\\S+).*", "$1"))
          .forEach(lines::add);
    }

    assertThat(process.waitFor()).isZero();
    assertThat(lines).containsExactly("acme.Main", "begun", "acme.Base", "acme.Text", "a-title");
  }

  @Test
  void the_caller_s_class_loader_finds_the_class_whatever_the_context_class_loader_is()
      throws Exception {
    try (Compiled.Loader loader =
        Compiled.load(
            directory,
            TEXT,
            BASE,
            """
            // acme/Caller.java
            package acme;
            import io.lazyloader.LazyModule;
            public class Caller {
              public static LazyModule module() { return LazyModule.of("acme.Text"); }
            }
            """)) {
      Class<?> caller = loader.loadClass("acme.Caller");
      ClassLoader before = Thread.currentThread().getContextClassLoader();
      Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
      try {
        LazyModule module = (LazyModule) caller.getMethod("module").invoke(null);
        assertThat(module.load()).isSameAs(loader.loadClass("acme.Text"));
      } finally {
        Thread.currentThread().setContextClassLoader(before);
      }
    }
  }

  @Test
  void the_bootstrap_class_loader_is_null() {
    assertThat(LazyModule.of("java.lang.Math", (ClassLoader) null).call("max", 3, 4)).isEqualTo(4);
  }

  @Test
  void fields_are_read_anew_and_methods_called_by_name() throws Exception {
    try (Compiled.Loader loader = Compiled.load(directory, TEXT, BASE)) {
      LazyModule module = LazyModule.of("acme.Text", loader);

      assertThat(module.get("count")).isEqualTo(1);
      assertThat(module.callMethod("nothing")).isNull();
      assertThat(module.get("count")).isEqualTo(2);
      assertThat(module.get("INHERITED")).isEqualTo("from Base");
      assertThat(module.callMethod("slug", "A Title")).isEqualTo("a-title");
      assertThat(module.call("slug", "A Title", 3)).isEqualTo("a-t");
      assertThat(module.callMethod("sum", 1, 2, (short) 3)).isEqualTo(6);
      assertThat(module.callMethod("sum")).isEqualTo(0);
      assertThat(module.callMethod("inherited")).isEqualTo("Base");
      assertThat(module.callMethod("hidden", 7)).isEqualTo("Base 7");
      assertThat(module.attributes())
          .containsExactly(
              "DASH",
              "INHERITED",
              "count",
              "fail",
              "hidden",
              "inherited",
              "nothing",
              "slug",
              "sum");
    }
  }

  @Test
  void what_a_method_throws_is_thrown_as_it_is() throws Exception {
    try (Compiled.Loader loader = Compiled.load(directory, TEXT, BASE)) {
      LazyModule module = LazyModule.of("acme.Text", loader);

      assertThatThrownBy(() -> module.callMethod("fail"))
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("no disk")
          .hasNoCause();
    }
  }

  @Test
  void an_attribute_that_is_not_there_is_named_with_those_that_are() throws Exception {
    try (Compiled.Loader loader =
        Compiled.load(
            directory,
            TEXT,
            BASE,
            """
            // acme/Empty.java
            package acme;
            public interface Empty {}
            """)) {
      LazyModule module = LazyModule.of("acme.Text", loader);
      String there = "DASH, INHERITED, count, fail, hidden, inherited, nothing, slug, sum";

      assertThatThrownBy(() -> module.get("COLON"))
          .isExactlyInstanceOf(LazyModuleException.class)
          .hasMessageMatching(
              "module acme\\.Text, declared at \\S+/io\\.lazyloader\\.LazyModuleTest\\.an_attr\\w+"
                  + "\\(LazyModuleTest\\.java:\\d+\\): there is no attribute 'COLON'; there is "
                  + there);
      assertThatThrownBy(() -> module.get("slug"))
          .hasMessageEndingWith(": 'slug' is a method, not a field: callMethod(\"slug\", ...)");
      assertThatThrownBy(() -> module.callMethod("slag", "x"))
          .hasMessageEndingWith(": there is no method 'slag'; there is " + there);
      assertThatThrownBy(() -> LazyModule.of("acme.Empty", loader).get("x"))
          .hasMessageEndingWith("there is no public static field or method");
      assertThatThrownBy(() -> module.callMethod("DASH", "x"))
          .hasMessageEndingWith(": 'DASH' can't be called: it is a java.lang.String");
    }
  }

  @Test
  void arguments_that_fit_nothing_or_too_much_are_told_with_the_candidates() throws Exception {
    try (Compiled.Loader loader =
        Compiled.load(
            directory,
            """
            // acme/Over.java
            package acme;
            public class Over {
              public static String f(String s, Object o) { return "so"; }
              public static String f(Object o, String s) { return "os"; }
              public static String f(int... n) { return "ints"; }
            }
            """)) {
      LazyModule module = LazyModule.of("acme.Over", loader);

      assertThatThrownBy(() -> module.callMethod("f", 1.5, 2))
          .hasMessageEndingWith(
              ": no method 'f' takes (double, int); there is f(int...), f(java.lang.Object,"
                  + " java.lang.String), f(java.lang.String, java.lang.Object)");
      assertThatThrownBy(() -> module.callMethod("f", "a", "b"))
          .hasMessageEndingWith(
              ": the call f(java.lang.String, java.lang.String) is ambiguous:"
                  + " f(java.lang.Object, java.lang.String), f(java.lang.String,"
                  + " java.lang.Object) fit it equally well. A typed view says which is meant");
    }
  }

  @Test
  void a_class_that_does_not_exist_fails_at_first_use_or_at_once_if_required() {
    LazyModule module = LazyModule.of("acme.Missing");
    String message =
        "module acme\\.Missing, declared at \\S+LazyModuleTest\\.a_class_that_does_not\\w+"
            + "\\(LazyModuleTest\\.java:\\d+\\): there is no such class in class loader 'app'\\."
            + " Check the name and what is on the class path";

    assertThatThrownBy(module::load)
        .isExactlyInstanceOf(LazyModuleException.class)
        .hasMessageMatching(message)
        .hasCauseInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> module.get("x")).hasMessageMatching(message);
    assertThatThrownBy(module::required).hasMessageMatching(message);
    assertThatThrownBy(() -> LazyModule.of("acme.Missing", (ClassLoader) null).required())
        .hasMessageContaining("no such class in the bootstrap class loader");
    assertThatThrownBy(() -> LazyModule.of("acme.Missing", new ClassLoader(null) {}).required())
        .hasMessageContaining("no such class in class loader " + getClass().getName());
    assertThat(module.isLoaded()).isFalse();
  }

  @Test
  void who_forgets_the_capital_or_the_name_is_told() {
    assertThatThrownBy(LazyModule.of("io.lazyloader.lazyModule")::required)
        .hasMessageEndingWith(
            "there is no such class in class loader 'app'. Did you mean io.lazyloader.LazyModule?");
    assertThatNullPointerException()
        .isThrownBy(() -> LazyModule.of(nothing()))
        .withMessage("the name of a module's class is null");
  }

  @SuppressWarnings("NullAway") // What callers without a checker may hand over.
  private static String nothing() {
    return null;
  }

  @Test
  void a_class_that_turns_up_later_is_found_by_the_next_use() throws Exception {
    Files.createDirectories(directory.resolve("classes"));
    try (Compiled.Loader loader = new Compiled.Loader(directory.resolve("classes"))) {
      LazyModule module = LazyModule.of("acme.Text", loader);
      assertThatThrownBy(module::load).isInstanceOf(LazyModuleException.class);

      Compiled.into(directory, TEXT, BASE);
      assertThat(module.callMethod("slug", "A B")).isEqualTo("a-b");
    }
  }

  @Test
  void required_asks_a_loader_that_shows_no_class_files_for_the_class() throws Exception {
    System.clearProperty("acme.Text");
    Path classes = Compiled.into(directory, TEXT, BASE);
    try (Compiled.Loader loader = new Compiled.Loader(classes, false)) {
      LazyModule.of("acme.Text", loader).required();

      assertThat(loader.hasLoaded("acme.Text")).isTrue();
      assertThat(System.getProperty("acme.Text")).isNull();
      assertThatThrownBy(() -> LazyModule.of("acme.Missing", loader).required())
          .isInstanceOf(LazyModuleException.class);
    }
  }

  @Test
  void a_name_that_can_t_be_one_is_refused_at_once() {
    for (String name : List.of("", "acme/Text", "[Lacme.Text;")) {
      assertThatThrownBy(() -> LazyModule.of(name))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage("'" + name + "' is not the name of a class, such as com.acme.Text");
    }
  }

  @Test
  void a_failing_initialiser_fails_as_the_jvm_has_it_and_says_where_the_module_was_declared()
      throws Exception {
    try (Compiled.Loader loader =
        Compiled.load(
            directory,
            """
            // acme/Broken.java
            package acme;
            public class Broken { static { if (true) throw new IllegalStateException("no"); } }
            """,
            """
            // acme/Asserting.java
            package acme;
            public class Asserting { static { if (true) throw new AssertionError("no"); } }
            """)) {
      LazyModule module = LazyModule.of("acme.Broken", loader);

      Throwable first = catchThrowable(module::load);
      assertThat(first)
          .isExactlyInstanceOf(ExceptionInInitializerError.class)
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThat(first.getSuppressed()).hasSize(1);
      assertThat(first.getSuppressed()[0].getMessage())
          .matches("while loading module acme.Broken, declared at \\S+LazyModuleTest.java:\\d+\\)");
      assertThat(catchThrowable(module::load)).isExactlyInstanceOf(NoClassDefFoundError.class);
      Throwable error = catchThrowable(LazyModule.of("acme.Asserting", loader)::load);
      assertThat(error).isExactlyInstanceOf(AssertionError.class);
      assertThat(error.getSuppressed()[0]).hasMessageContaining("module acme.Asserting");
      assertThat(module.isLoaded()).isFalse();
    }
  }

  @Test
  void a_broken_class_file_fails_as_the_jvm_has_it() throws Exception {
    Path classes = Files.createDirectories(directory.resolve("classes/acme"));
    Files.writeString(classes.resolve("Junk.class"), "junk");
    try (Compiled.Loader loader = new Compiled.Loader(directory.resolve("classes"))) {
      Throwable thrown = catchThrowable(() -> LazyModule.of("acme.Junk", loader).required());

      assertThat(thrown).isExactlyInstanceOf(ClassFormatError.class);
      assertThat(thrown.getSuppressed()[0]).hasMessageContaining("while loading module acme.Junk");
    }
  }

  @Test
  void a_class_may_use_its_own_module_while_it_is_initialised() throws Exception {
    try (Compiled.Loader loader =
        Compiled.load(
            directory,
            """
            // acme/Self.java
            package acme;
            import io.lazyloader.LazyModule;
            public class Self {
              public static final LazyModule SELF = LazyModule.of("acme.Self");
              public static final Object EARLY = SELF.callMethod("number");
              public static int number() { return 5; }
            }
            """)) {
      assertThat(LazyModule.of("acme.Self", loader).get("EARLY")).isEqualTo(5);
    }
  }

  @Test
  void a_class_that_is_not_public_needs_a_lookup() throws Exception {
    try (Compiled.Loader loader =
        Compiled.load(
            directory,
            """
            // acme/Inside.java
            package acme;
            class Inside {
              public static final int FIELD = 1;
              public static String method() { return "inside"; }
              public static java.lang.invoke.MethodHandles.Lookup lookup() {
                return java.lang.invoke.MethodHandles.lookup();
              }
            }
            """)) {
      LazyModule module = LazyModule.of("acme.Inside", loader);
      String advice =
          ". The class must be public and its package exported, or the module be made with a"
              + " MethodHandles.Lookup that has access";

      assertThatThrownBy(() -> module.callMethod("method"))
          .hasMessageContaining(": method 'method' is not accessible: ")
          .hasMessageEndingWith(advice)
          .hasCauseInstanceOf(IllegalAccessException.class);
      assertThatThrownBy(() -> module.get("FIELD"))
          .hasMessageContaining(": field 'FIELD' is not accessible: ")
          .hasMessageEndingWith(advice);

      var method = loader.loadClass("acme.Inside").getMethod("lookup");
      method.setAccessible(true);
      MethodHandles.Lookup lookup = (MethodHandles.Lookup) method.invoke(null);
      assertThat(LazyModule.of("acme.Inside", lookup).callMethod("method")).isEqualTo("inside");
    }
  }

  @Test
  void a_minimum_version_is_checked_before_the_class_is_initialised() throws Exception {
    System.clearProperty("acme.Text");
    Path jar = jar("1.10", Compiled.into(directory, TEXT, BASE));
    try (Compiled.Loader loader = new Compiled.Loader(jar)) {
      LazyModule module = LazyModule.of("acme.Text", loader);

      LazyModule later = module.atLeast("1.11");
      assertThat(later.isLoaded()).isFalse();
      assertThatThrownBy(later::load)
          .isExactlyInstanceOf(LazyModuleException.class)
          .hasMessageEndingWith(": version 1.11 or later is demanded, and this is 1.10");
      assertThatThrownBy(later::required).hasMessageContaining("this is 1.10");
      assertThat(System.getProperty("acme.Text")).isNull();
      assertThat(module.atLeast("1.9").required().callMethod("slug", "A")).isEqualTo("a");
    }
  }

  @Test
  void a_version_that_is_missing_or_none_is_told() throws Exception {
    Path classes = Compiled.into(directory, TEXT, BASE);
    try (Compiled.Loader plain = new Compiled.Loader(classes);
        Compiled.Loader odd = new Compiled.Loader(jar("unknown", classes))) {
      assertThatThrownBy(() -> LazyModule.of("acme.Text", plain).atLeast("1").load())
          .hasMessageEndingWith(
              ": version 1 or later is demanded, but it has none: neither its Java module has one,"
                  + " nor its jar's manifest an Implementation-Version");
      assertThatThrownBy(() -> LazyModule.of("acme.Text", odd).atLeast("1").load())
          .hasMessageEndingWith(
              ": version 1 or later is demanded, but 'unknown' is not a version such as 1.2 or"
                  + " 2.0-rc1");
      assertThatThrownBy(() -> LazyModule.of("acme.Text", plain).atLeast("newest"))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage("'newest' is not a version such as 1.2 or 2.0-rc1");
    }
  }

  @Test
  void the_version_of_a_named_java_module_is_that_of_its_descriptor() {
    LazyModule module = LazyModule.of("java.lang.Math");

    assertThat(module.atLeast("17").load()).isEqualTo(Math.class);
    assertThatThrownBy(() -> module.atLeast("9999").load())
        .hasMessageContaining("version 9999 or later is demanded, and this is ");
  }

  @Test
  void a_class_loader_is_let_go_of_with_its_modules_and_views() throws Exception {
    WeakReference<ClassLoader> loader = used();

    for (int attempt = 0; loader.get() != null && attempt < 50; attempt++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(loader.get()).isNull();
  }

  /** Uses all that might hold on to a class loader. */
  private WeakReference<ClassLoader> used() throws Exception {
    Compiled.Loader loader =
        Compiled.load(
            directory,
            """
            // acme/Loose.java
            package acme;
            public class Loose {
              public static final Object FIELD = new Object();
              public static Object call(Object any) { return any; }
              public static Object getAttribute(String name) { return name; }
              public static class Own {}
            }
            """);
    try (loader) {
      LazyModule module = LazyModule.of("acme.Loose", loader);
      Object own = loader.loadClass("acme.Loose$Own").getConstructor().newInstance();
      assertThat(module.call(own)).isSameAs(own);
      assertThat(module.get("FIELD")).isNotNull();
      assertThat(module.get("other")).isEqualTo("other");
      @SuppressWarnings("unchecked")
      Function<Object, Object> view = module.as(Function.class);
      assertThat(view.apply(own)).isSameAs(own);
    }
    return new WeakReference<>(loader);
  }

  private Path jar(String version, Path classes) throws IOException {
    Path jar = directory.resolve(version + ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        output.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, output);
        output.closeEntry();
      }
    }
    return jar;
  }
}
