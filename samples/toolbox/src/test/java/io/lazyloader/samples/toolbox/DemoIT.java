package io.lazyloader.samples.toolbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The demo, as {@code ./lazyloader demo} starts it. */
class DemoIT {
  @Test
  void prints_one_table_in_which_what_is_counted_falls_by_70_percent() throws Exception {
    String output = demo();

    assertThat(output)
        .contains("toolbox json: of 27 lazy tools, 1 was used.")
        .contains("eager        lazy    change", "start-up time");
    assertThat(change(output, "allocated")).isLessThanOrEqualTo(-70);
    assertThat(change(output, "metaspace")).isLessThanOrEqualTo(-70);
    assertThat(change(output, "loaded classes")).isLessThanOrEqualTo(-70);
  }

  private static int change(String output, String label) {
    Matcher row = Pattern.compile("(?m)^" + label + " .* ([+-]\\d+) %$").matcher(output);
    assertThat(row.find()).as(output).isTrue();
    return Integer.parseInt(row.group(1));
  }

  private static String demo() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("agent.jar"),
                "demo",
                "-n",
                "1")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
