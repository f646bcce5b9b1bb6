package io.lazyloader.samples.languages;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyShell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Groovy program writes, compiled statically or not. */
class GroovyTest {
  private static final String PROGRAM =
      """
      import io.lazyloader.LazyModule
      import io.lazyloader.LazyValue

      interface Slugifier { String slug(String title) }

      %s
      class Program {
        static List<Object> run() {
          LazyModule text = LazyModule.of("io.lazyloader.samples.languages.Text")
          Slugifier slugifier = text.as(Slugifier)
          boolean loaded = text.loaded
          LazyValue<String> greeting = LazyValue.of { "hello" }
          return [
              loaded,
              text("A Title"),
              text(42),
              text.callMethod("slug", "B Title"),
              text.get("DASH"),
              slugifier.slug("C Title"),
              greeting.get()]
        }
      }
      Program.run()
      """;

  @ParameterizedTest
  @ValueSource(strings = {"", "@groovy.transform.CompileStatic"})
  void a_module_is_called_with_parentheses(String annotation) {
    Object results = new GroovyShell().evaluate(PROGRAM.formatted(annotation));

    assertThat(results)
        .hasToString(
            "[false, called a-title, called with the number 42, b-title, -, c-title, hello]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text.DASH", "text['DASH']"})
  void an_attribute_is_read_like_a_property(String expression) {
    Object result =
        new GroovyShell()
            .evaluate(
                "def text = io.lazyloader.LazyModule.of('io.lazyloader.samples.languages.Text')\n"
                    + expression);

    assertThat(result).isEqualTo("-");
  }
}
