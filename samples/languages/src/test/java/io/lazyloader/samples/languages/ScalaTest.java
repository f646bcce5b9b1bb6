package io.lazyloader.samples.languages;

import static org.assertj.core.api.Assertions.assertThat;

import dotty.tools.dotc.Main;
import dotty.tools.dotc.reporting.Reporter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Scala program writes. */
class ScalaTest {
  private static final String PROGRAM =
      """
      package acme

      import io.lazyloader.{LazyModule, LazyValue}

      trait Slugifier { def slug(title: String): String }

      object Program {
        private val text = LazyModule.of("io.lazyloader.samples.languages.Text")
        private val slugifier = text.as(classOf[Slugifier])
        private val greeting: LazyValue[String] = LazyValue.of(() => "hello")

        def run(): String = List(
          text.isLoaded,
          text("A Title"),
          text(42),
          text.callMethod("slug", "B Title"),
          text.get("DASH"),
          slugifier.slug("C Title"),
          greeting.get).mkString("[", ", ", "]")
      }
      """;

  @TempDir Path directory;

  @Test
  void a_module_is_called_with_parentheses() throws Exception {
    Path source = Files.writeString(directory.resolve("Program.scala"), PROGRAM);
    Path classes = Files.createDirectories(directory.resolve("classes"));
    Reporter reporter =
        Main.process(
            new String[] {
              "-d",
              classes.toString(),
              "-classpath",
              System.getProperty("java.class.path"),
              source.toString()
            });
    assertThat(reporter.hasErrors()).isFalse();

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      assertThat(loader.loadClass("acme.Program").getMethod("run").invoke(null))
          .isEqualTo(
              "[false, called a-title, called with the number 42, b-title, -, c-title, hello]");
    }
  }
}
