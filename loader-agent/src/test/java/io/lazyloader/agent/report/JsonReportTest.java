package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Profiles;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final Analysis SHOP = Analysis.of("shop.lazyprofile", Profiles.shop());

  @Test
  void a_report_begins_with_its_schema_and_the_sums() throws IOException {
    assertThat(written(SHOP))
        .startsWith(
            "{\"schema\":\"lazyloader-report\",\"version\":1,\"kind\":\"profile\","
                + "\"profile\":\"shop.lazyprofile\",\"runs\":1,")
        .contains(
            "\"totals\":{\"allocated_bytes\":{\"runs\":1,\"min\":24000000,\"median\":24000000,"
                + "\"max\":24000000},")
        .contains(
            "\"sums\":{\"classes\":4,\"regions\":4,\"never_read_regions\":1,\"failed\":0,"
                + "\"self_ns\":54300000,\"self_bytes\":4754096,\"self_loaded\":279}")
        .contains(
            "\"never_read\":{\"saving\":{\"self_ns\":39500000,\"self_bytes\":3700000,"
                + "\"self_loaded\":255,\"initialisers\":4},\"regions\":[2],\"spared\":[7]}")
        .contains("\"paid_later\":[4]");
  }

  @Test
  void every_initialisation_has_a_line_with_its_parent() throws IOException {
    assertThat(written(SHOP).lines())
        .hasSize(9)
        .anyMatch(
            line ->
                line.matches(
                    ",?\\{\"id\":6,\"parent\":2,\"name\":\"acme.log.Loggers\",.*"
                        + "\"cumulative_ns\":37500000,.*\"self_ns\":\\{\"runs\":1,.*"
                        + "\"triggers\":\\{\"complete\":true,\"seen\":\\[\\{\"name\":\"acme.Shop#LOG\","
                        + "\"runs\":1,\"example\":\"acme.Shop.<clinit>\\(Shop.java:5\\)\"}]}.*"))
        .anyMatch(
            line ->
                line.matches(
                    ",?\\{\"id\":2,\"parent\":1,\"name\":\"acme.Shop#LOG\",.*\"fields\":\\[\"LOG\"],"
                        + ".*\"never_read\":true,.*\"saving\":\\{\"self_ns\":39500000,.*"));
  }

  @Test
  void the_same_profile_gives_the_same_characters() throws IOException {
    Profile merged = Profiles.shop().plus(new Profiles().ofClass("acme.Shop", 5).build());
    Profile otherwise = new Profiles().ofClass("acme.Shop", 5).build().plus(Profiles.shop());

    assertThat(written(Analysis.of("x", merged))).isEqualTo(written(Analysis.of("x", otherwise)));
  }

  @Test
  void what_is_written_is_json_whatever_names_hold() throws IOException {
    String evil = "</script>\u001b[2J\"\\\u2028";

    String text =
        written(
            Analysis.of(
                evil, new Profiles().fact(evil, evil).ofClass(evil, 1).region(1, evil).build()));

    assertThat(text).doesNotContain("\u001b", "\u2028");
    int fields = 0;
    try (JsonParser json = new JsonFactory().createParser(text)) {
      while (json.nextToken() != null) {
        fields += json.currentToken().isStructStart() ? 1 : 0;
      }
    }
    assertThat(fields).isGreaterThan(20);
  }

  @Test
  void what_changed_is_signed() throws IOException {
    StringWriter text = new StringWriter();
    Analysis after =
        Analysis.of("after", new Profiles().ofClass("acme.Shop", 900_000).ofClass("N", 1).build());
    new JsonReport().compare(SHOP, after, text);

    assertThat(text.toString())
        .startsWith("{\"schema\":\"lazyloader-report\",\"version\":1,\"kind\":\"comparison\",")
        .contains(
            "{\"name\":\"self_ns\",\"before\":54300000,\"after\":900001,\"change\":-53399999}")
        .contains("\"changed\":[\n{\"name\":\"acme.Shop\",\"before\":1500000,")
        .contains("\"gone\":[\n{\"name\":\"acme.log.Loggers\",\"before\":30000000,\"after\":0,")
        .contains("\"added\":[\n{\"name\":\"N\",\"before\":0,\"after\":1,\"change\":1}]");
  }

  private static String written(Analysis analysis) throws IOException {
    StringWriter text = new StringWriter();
    new JsonReport().write(analysis, text);
    return text.toString();
  }
}
