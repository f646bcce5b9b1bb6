package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.profile.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A figure has one name, whatever the format. */
class LabelsTest {
  @Test
  void text_html_and_json_call_a_figure_the_same() throws IOException {
    Analysis shop = Analysis.of("shop", Profiles.shop());

    String text = written(new TextReport(new TextOptions(100, false, false, 20, 0, false)), shop);
    String html = written(new HtmlReport(), shop);
    String json = written(new JsonReport(), shop);

    for (String key : List.of(Totals.READY, Totals.OWN, "self_ns", "allocated_bytes")) {
      assertThat(text).as(key).contains("  " + Labels.of(key) + "\n");
      assertThat(html).as(key).contains("\"label\":\"" + Labels.title(key) + "\"");
      assertThat(json).as(key).contains("\"" + key + "\":\"" + Labels.of(key) + "\"");
    }
    assertThat(html).contains(Labels.title(Labels.SAVING));
    assertThat(text).contains(Labels.of(Labels.SAVING));
  }

  @Test
  void the_page_s_scripts_know_the_same_marks() throws IOException {
    try (InputStream script = HtmlReport.class.getResourceAsStream("page/table.js")) {
      assertThat(script).isNotNull();
      assertThat(new String(script.readAllBytes(), StandardCharsets.UTF_8))
          .contains(
              "[NEVER_READ, \"" + Labels.NEVER_READ + "\"]",
              "[READ_AFTER_READY, \"" + Labels.READ_AFTER_READY + "\"]");
    }
  }

  @Test
  void what_a_later_version_may_add_is_called_by_its_key() {
    assertThat(Labels.of("parked_threads_ns")).isEqualTo("parked threads");
    assertThat(Labels.sorted(Set.of("parked_ns", "own_ns", "ready_ns", "a")))
        .containsExactly("ready_ns", "own_ns", "a", "parked_ns");
  }

  /** Two of the same, so that text has all figures, too. */
  private static String written(ComparingFormat format, Analysis analysis) throws IOException {
    StringWriter out = new StringWriter();
    format.compare(analysis, analysis, out);
    return out.toString();
  }
}
