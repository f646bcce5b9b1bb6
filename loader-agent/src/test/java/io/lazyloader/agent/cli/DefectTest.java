package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.about.About;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Test;

class DefectTest {
  private final StringWriter err = new StringWriter();

  @Test
  void a_command_that_fails_unexpectedly_says_what_to_report_before_the_stack() {
    assertThat(version(new IllegalStateException("broken"))).isEqualTo(1);
    assertThat(err.toString().lines())
        .startsWith(
            "lazyloader: this is a defect, " + About.pleaseReport() + ", with what follows:",
            "java.lang.IllegalStateException: broken");
  }

  /** As for a jar whose name has an umlaut, in the locale C. */
  @Test
  void a_name_that_can_be_no_path_is_wrong_usage_and_says_how_to_allow_it() {
    assertThat(version(new InvalidPathException("gr\u00fc\u00df.jar", "Malformed input")))
        .isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "lazyloader: gr\u00fc\u00df.jar can't be the path of a file here: Malformed input. If it")
        .contains("LC_ALL=C.UTF-8")
        .doesNotContain("defect");
  }

  private int version(RuntimeException failure) {
    PrintWriter broken =
        new PrintWriter(new StringWriter()) {
          @Override
          public void println(Object line) {
            throw failure;
          }
        };
    return Main.run(broken, new PrintWriter(err), "version");
  }
}
