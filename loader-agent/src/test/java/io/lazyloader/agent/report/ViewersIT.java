package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Profiles;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in speedscope, which {@code -Pviewers} takes from its npm package. */
class ViewersIT {
  private static final Path SPEEDSCOPE =
      Path.of(System.getProperty("viewers", "target/viewers"))
          .resolve("node_modules/speedscope/dist/release/index.html")
          .toAbsolutePath();

  @SuppressWarnings("NullAway.Init")
  private static Browser browser;

  @TempDir Path directory;

  @BeforeAll
  static void start(@TempDir Path userData) {
    assumeTrue(Files.exists(SPEEDSCOPE), "the viewers are there with -Pviewers only");
    browser = Browser.start(userData);
  }

  @AfterAll
  @SuppressWarnings("NullAway") // Null if the tests are skipped.
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void speedscope_reads_a_trace() throws IOException {
    String text = opened("shop.json", new TraceReport(), Profiles.shop());

    assertThat(text)
        .contains("acme.Shop (pid 1), main (tid 1)")
        .contains("37.50ms (69%)30.00ms (55%)acme.log.Loggers")
        .contains("39.50ms (73%)2.00ms (3.7%)acme.Shop#LOG");
    assertThat(browser.complaints()).noneMatch(complaint -> complaint.contains("speedscope-"));
  }

  @Test
  void speedscope_reads_collapsed_stacks() throws IOException {
    String text = opened("shop.txt", new CollapsedReport(), Profiles.shop());

    assertThat(text)
        .contains("37,500 (69%)30,000 (55%)acme.log.Loggers")
        .contains("39,500 (73%)2,000 (3.7%)acme.Shop#LOG");
    assertThat(browser.complaints()).noneMatch(complaint -> complaint.contains("speedscope-"));
  }

  @Test
  void speedscope_reads_both_of_a_large_profile_and_of_a_deep_one() throws IOException {
    assertThat(opened("large.json", new TraceReport(), Profiles.large()))
        .contains("Service6483#FIELD_0");
    assertThat(opened("large.txt", new CollapsedReport(), Profiles.large()))
        .contains("SomealphaService1502#FIELD_2");
    assertThat(opened("deep.json", new TraceReport(), Profiles.deep(2_000))).contains("deep.C1993");
    assertThat(opened("deep.txt", new CollapsedReport(), Profiles.deep(2_000)))
        .contains("deep.C127");
    assertThat(browser.complaints()).noneMatch(complaint -> complaint.contains("speedscope-"));
  }

  /** Returns what speedscope's table of all frames says, as one line. */
  private String opened(String name, ReportFormat format, Profile profile) throws IOException {
    StringWriter report = new StringWriter();
    format.write(Analysis.of("app.lazyprofile", profile), report);
    byte[] bytes = report.toString().getBytes(StandardCharsets.UTF_8);
    Path script = directory.resolve("profile.js");
    Files.writeString(
        script,
        "speedscope.loadFileFromBase64('"
            + name
            + "', '"
            + Base64.getEncoder().encodeToString(bytes)
            + "')");
    // speedscope reads what is behind # when it starts only.
    browser.script("location = 'about:blank'");
    browser.open(
        SPEEDSCOPE, "localProfilePath=" + script.toString().substring(1) + "&view=sandwich");
    browser.waitFor("speedscope shows it", () -> !browser.findAll("table").isEmpty());
    return browser.find("body").getText().replaceAll("\\n", "");
  }
}
