package io.lazyloader.samples.buildtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the woven program as its users do: from its jar, without an agent. */
class WovenPublisherIT {
  private static final String LOG_CLASSES = "-Xlog:class+load:stdout";
  private static final String JACKSON = "com.fasterxml.jackson.databind.ObjectMapper ";
  private static final String FREEMARKER = "freemarker.template.Configuration ";
  private static final String COMMONMARK = "org.commonmark.parser.Parser ";

  @Test
  void counting_words_loads_no_engine() throws Exception {
    String output = run(List.of(LOG_CLASSES), "count", "three small words");

    assertThat(output).contains("3 words").doesNotContain(JACKSON, FREEMARKER, COMMONMARK);
  }

  @Test
  void each_format_loads_its_own_engine_only() throws Exception {
    assertThat(run(List.of(LOG_CLASSES), "html", "*hi*"))
        .contains("<p><em>hi</em></p>", COMMONMARK)
        .doesNotContain(JACKSON, FREEMARKER);
    assertThat(run(List.of(LOG_CLASSES), "letter", "hi"))
        .contains("Dear reader,\nhi\nYours", FREEMARKER)
        .doesNotContain(JACKSON, COMMONMARK);
  }

  @Test
  void switched_off_it_sets_up_everything_as_written() throws Exception {
    String output =
        run(List.of(LOG_CLASSES, "-Dlazyloader.mode=none"), "count", "three small words");

    assertThat(output).contains("3 words", JACKSON, FREEMARKER, COMMONMARK);
  }

  @Test
  void prints_the_same_lazy_and_eager() throws Exception {
    for (String format : List.of("json", "html", "letter", "count")) {
      assertThat(run(List.of(), format, "a *text*"))
          .isEqualTo(run(List.of("-Dlazyloader.mode=none"), format, "a *text*"));
    }
  }

  private static String run(List<String> jvmArguments, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of("-jar", Path.of("target", "build-time.jar").toString()));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
