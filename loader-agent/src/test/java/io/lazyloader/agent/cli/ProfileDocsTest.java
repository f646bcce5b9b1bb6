package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.profile.Measure;
import io.lazyloader.agent.profile.ProfileWriter;
import io.lazyloader.agent.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows is what happens. */
class ProfileDocsTest {
  private static final Path PAGE = Path.of("../docs/profile.md");

  @TempDir Path directory;

  @Test
  void the_documented_report_is_what_is_printed() throws IOException {
    Path file = directory.resolve("app.lazyprofile");
    ProfileWriter.write(Profiles.shop(), file);

    assertThat(PAGE)
        .content()
        .contains("```\n" + Ran.command("report", file.toString()).out() + "```\n");
  }

  @Test
  void every_key_is_documented() throws IOException {
    String page = Files.readString(PAGE);

    for (Measure measure : Measure.values()) {
      assertThat(page).contains('`' + measure.key() + '`');
    }
  }
}
