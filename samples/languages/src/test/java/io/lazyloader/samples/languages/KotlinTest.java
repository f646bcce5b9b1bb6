package io.lazyloader.samples.languages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Kotlin program writes. */
class KotlinTest {
  private static final String PROGRAM =
      """
      package acme

      import io.lazyloader.LazyModule
      import io.lazyloader.LazyValue
      import kotlin.reflect.KProperty

      fun interface Slugifier { fun slug(title: String): String }

      operator fun <T> LazyValue<T>.getValue(owner: Any?, property: KProperty<*>): T = get()

      fun shout(text: String) = text.uppercase()

      object Program {
        private val text = LazyModule.of("io.lazyloader.samples.languages.Text")
        private val slugifier: Slugifier = text.`as`(Slugifier::class.java)
        private val greeting by LazyValue.of { "hello" }
        private val nothing: LazyValue<String?> = LazyValue.of { null }

        @JvmStatic fun run(): List<Any?> = listOf(
            text.isLoaded,
            text("A Title"),
            text(42),
            text.callMethod("slug", "B Title"),
            text["DASH"],
            slugifier.slug("C Title"),
            greeting,
            nothing.get(),
            LazyModule.of("acme.ProgramKt").callMethod("shout", "of a Kotlin file"))
      }
      """;

  @TempDir Path directory;

  @Test
  void a_module_is_called_with_parentheses_and_read_with_brackets() throws Exception {
    Path source = Files.writeString(directory.resolve("Program.kt"), PROGRAM);
    Path classes = directory.resolve("classes");
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    ExitCode code =
        new K2JVMCompiler()
            .exec(
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                source.toString(),
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-no-stdlib",
                "-no-reflect",
                "-jvm-target",
                "17");
    assertThat(code).as(messages.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.OK);

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      List<?> results = (List<?>) loader.loadClass("acme.Program").getMethod("run").invoke(null);

      assertThat(results.toString())
          .isEqualTo(
              "[false, called a-title, called with the number 42, b-title, -, c-title, hello, null,"
                  + " OF A KOTLIN FILE]");
    }
  }
}
