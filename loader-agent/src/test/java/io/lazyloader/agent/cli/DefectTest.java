package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.about.About;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DefectTest {
  @Test
  void a_command_that_fails_unexpectedly_says_what_to_report_before_the_stack() {
    StringWriter err = new StringWriter();
    PrintWriter broken =
        new PrintWriter(new StringWriter()) {
          @Override
          public void println(Object line) {
            throw new IllegalStateException("broken");
          }
        };

    int exitCode = Main.run(broken, new PrintWriter(err), "version");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().lines())
        .startsWith(
            "lazyloader: this is a defect, " + About.pleaseReport() + ", with what follows:",
            "java.lang.IllegalStateException: broken");
  }
}
