package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Profiles;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");

  @Test
  void the_same_profile_gives_the_same_page() throws IOException {
    assertThat(page(Profiles.shop())).isEqualTo(page(Profiles.shop()));
  }

  @Test
  void the_policy_allows_the_scripts_of_the_page_and_no_others()
      throws IOException, NoSuchAlgorithmException {
    String page = page(Profiles.shop());
    List<String> hashes = new ArrayList<>();
    Matcher scripts = SCRIPT.matcher(page);
    while (scripts.find()) {
      byte[] script = scripts.group(1).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(script);
      hashes.add("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }

    assertThat(hashes).hasSize(2);
    assertThat(page).contains("script-src " + String.join(" ", hashes) + "\"");
  }

  @Test
  void no_name_ends_the_data_or_begins_markup() throws IOException {
    String hostile = "</script><!--<script>&\u2028\u2029\ud800\u00e9";
    Profile profile = new Profiles().ofClass(hostile, 1).by(Profile.PROGRAM, hostile).build();

    String page = page(profile);
    int begin = page.indexOf("id=\"data\">") + "id=\"data\">".length();
    String data = page.substring(begin, page.indexOf("</script>", begin));

    assertThat(data).startsWith("{").endsWith("}").doesNotContain("<", ">", "&");
    assertThat(data.chars()).allMatch(character -> character < 128);
  }

  @Test
  void the_page_names_the_licences_of_what_others_wrote() throws IOException {
    assertThat(page(Profiles.shop())).contains("Apache License 2.0", "ISC");
  }

  private static String page(Profile profile) throws IOException {
    StringWriter written = new StringWriter();
    new HtmlReport().write(Analysis.of("a.lazyprofile", profile), written);
    return written.toString();
  }
}
