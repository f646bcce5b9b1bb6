package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.plan.Plan;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Profiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What the page says of what may be deferred: verdicts, plans, shared work; in a real browser. */
class HtmlAdviceIT extends PageTest {
  private static final Map<String, FieldVerdict> VERDICTS =
      Map.of(
          "acme.Shop#LOG", new FieldVerdict("PROVEN", "", true),
          "acme.Shop#PRICES", new FieldVerdict("TRUSTED", "a rule vouches for it", true),
          "acme.Shop#NAMES", new FieldVerdict("TRUSTED", "a rule vouches for it", true),
          "acme.Shop#HELP", new FieldVerdict("UNKNOWN", "it loads a class by name", false),
          "acme.log.Loggers#CONFIG", new FieldVerdict("UNSAFE", "it asks for the time", false));

  private static final String CLIPBOARD =
      "Object.defineProperty(navigator, 'clipboard', {value: %s, configurable: true}); return 0";

  @Test
  void rows_are_filtered_by_verdict_together_with_the_search() throws IOException {
    open(Profiles.shop(), VERDICTS);
    assertThat(browser.texts("#kinds label"))
        .containsExactly("PROVEN\n1", "TRUSTED\n1", "UNKNOWN\n1", "UNSAFE\n1");

    browser.click("#kinds input[value=UNSAFE]");
    assertThat(names()).containsExactly("acme.log.Loggers#CONFIG");
    browser.click("#kinds input[value=TRUSTED]");
    assertThat(names()).containsExactlyInAnyOrder("acme.log.Loggers#CONFIG", "acme.Shop#PRICES");
    browser.find("#search").sendKeys("prices");

    browser.waitFor("both count", () -> names().size() == 1);
    assertThat(names()).containsExactly("acme.Shop#PRICES");
    assertThat(browser.findAll("#icicle .frame.hit")).hasSize(1);

    browser.click("#clear");
    assertThat(names()).hasSize(8);
    assertThat(browser.find("#clear").isEnabled()).isFalse();
  }

  @Test
  void filters_are_set_with_the_keyboard() throws IOException {
    open(Profiles.shop(), VERDICTS);
    WebElement unknown = browser.find("#kinds input[value=UNKNOWN]");

    browser.script("arguments[0].focus()", unknown);
    browser.press(Keys.SPACE);

    assertThat(unknown.isSelected()).isTrue();
    assertThat(names()).containsExactly("acme.Shop#HELP");
    browser.press(Keys.TAB, Keys.TAB);
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("never-read");
  }

  @Test
  void what_is_safe_and_not_needed_is_counted_and_shown_as_the_plan_says() throws IOException {
    Profile profile = Profiles.shop();
    Analysis analysis = Analysis.of("a", profile).judged(VERDICTS);
    PlanProposal proposal = PlanProposal.of(analysis, PlanProposal.Limits.USUAL);
    List<String> summary = new ProposalText(analysis, proposal).summary();
    open(profile, VERDICTS);

    assertThat(browser.texts("#glance > div"))
        .contains(
            "Safe and not needed before ready\n1 region, 39.5 ms\n"
                + summary.get(0)
                + "\nShow these",
            "What lazyloader plan would save\n39.4 ms\n"
                + summary.get(1)
                + "\nShow what it would choose");
    browser.findAll("#glance button").get(0).click();
    assertThat(names()).containsExactly("acme.Shop#LOG");
    assertThat(browser.find("#safe").isSelected()).isTrue();
    browser.findAll("#glance button").get(1).click();
    assertThat(browser.find("#safe").isSelected()).isFalse();
    assertThat(browser.find("#chosen").isSelected()).isTrue();
    assertThat(names()).containsExactly("acme.Shop#LOG");
  }

  @Test
  void what_is_shown_and_safe_is_copied_as_a_plan_with_all_fields_of_each_region()
      throws IOException {
    open(Profiles.shop(), VERDICTS);
    browser.script(
        CLIPBOARD.formatted(
            "{writeText: async text => void (document.body.dataset.copied = text)}"));
    assertThat(browser.find("#copy").getText()).isEqualTo("Copy 3 fields as plan");

    browser.click("#copy");

    browser.waitFor("it is copied", () -> !browser.find("#copied").getText().isEmpty());
    assertThat(browser.find("#copied").getText()).isEqualTo("Copied 3 fields.");
    String text = String.valueOf(browser.find("body").getDomAttribute("data-copied"));
    assertThat(text)
        .startsWith("lazyloader-plan 1\n")
        .contains("acme.Shop#LOG     # PROVEN; alone saves 39.5 ms\n")
        .contains("acme.Shop#NAMES   # TRUSTED; alone saves 0 ms; needed before ready\n");
    assertThat(fields(text)).containsExactlyInAnyOrder("LOG", "NAMES", "PRICES");

    browser.click("#kinds input[value=PROVEN]");
    assertThat(browser.find("#copy").getText()).isEqualTo("Copy 1 field as plan");
    assertThat(browser.find("#copied").getText()).isEmpty();
    browser.click("#kinds input[value=PROVEN]");
    browser.click("#kinds input[value=UNSAFE]");
    assertThat(browser.find("#copy").isEnabled()).isFalse();
  }

  @Test
  void where_the_clipboard_is_not_allowed_the_plan_is_selected_to_be_copied_by_hand()
      throws IOException {
    open(Profiles.shop(), VERDICTS);
    for (String clipboard :
        List.of("undefined", "{writeText: async () => { throw new Error('not allowed') }}")) {
      browser.script(CLIPBOARD.formatted(clipboard));

      browser.click("#copy");

      browser.waitFor("it is shown", () -> browser.find("#plan-text").isDisplayed());
      assertThat(browser.focused().getDomAttribute("id")).isEqualTo("plan-text");
      String selected = String.valueOf(browser.script("return getSelection().toString()"));
      assertThat(fields(selected)).hasSize(3);
      assertThat(browser.find("#copied").getText()).contains("does not let this page copy");
      browser.click("#manual button");
      assertThat(browser.find("#plan-text").isDisplayed()).isFalse();
      assertThat(browser.focused().getDomAttribute("id")).isEqualTo("copy");
    }
  }

  @Test
  void no_name_adds_a_line_to_a_plan() throws IOException {
    String evil = "acme.A\nacme.Evil#FIELD";
    Profile profile =
        new Profiles()
            .fact("main", "acme.Main\nacme.Evil#MAIN")
            .ofClass(evil, 1)
            .by(Profile.PROGRAM)
            .region(1_000_000, "X")
            .region(1_000_000, "Y #", "Z")
            .ofClass("acme.B", 1)
            .by(Profile.PROGRAM)
            .region(1_000_000, "FINE")
            .region(1_000_000, "NOT\u2028FINE")
            .build();
    FieldVerdict proven = new FieldVerdict("PROVEN\nacme.Evil#KIND", "", true);
    open(
        profile,
        Map.of(
            evil + "#X",
            proven,
            evil + "#Y #",
            proven,
            evil + "#Z",
            proven,
            "acme.B#FINE",
            proven,
            "acme.B#NOT\u2028FINE",
            proven));
    browser.script(CLIPBOARD.formatted("undefined"));

    browser.click("#copy");

    browser.waitFor("it is shown", () -> browser.find("#plan-text").isDisplayed());
    String text = String.valueOf(browser.script("return document.activeElement.value"));
    assertThat(text.lines().skip(1).filter(line -> !line.startsWith("# ")))
        .containsExactly("acme.B#FINE  # PROVEN acme.Evil#KIND; alone saves 1 ms");
    assertThat(browser.find("#copied").getText())
        .contains("Left out 4 fields whose names no plan can hold.");
  }

  @Test
  void a_verdict_is_a_badge_and_its_reason_comes_with_pointer_focus_and_details()
      throws IOException {
    open(Profiles.shop(), VERDICTS);
    browser.click("#kinds input[value=UNSAFE]");
    WebElement badge = browser.find("#table tbody .badge");
    assertThat(badge.getText()).isEqualTo("UNSAFE");
    assertThat(badge.getDomAttribute("aria-label")).isEqualTo("UNSAFE: it asks for the time");
    assertThat(browser.find("#tip").isDisplayed()).isFalse();

    browser.script("arguments[0].focus()", badge);
    assertThat(browser.find("#tip").getText()).isEqualTo("it asks for the time");
    browser.press(Keys.ESCAPE);
    assertThat(browser.find("#tip").isDisplayed()).isFalse();

    browser.click("#table tbody th button");
    assertThat(browser.find("#details").getText()).contains("UNSAFE", "it asks for the time");
  }

  @Test
  void more_than_ten_rows_with_long_names_and_reasons_fit_a_screen() throws IOException {
    Profiles profile = new Profiles().ofClass("org.acme.a.very.long.name.of.Packages", 1).by("");
    for (int field = 0; field < 40; field++) {
      profile.region(1_000_000, "A_FIELD_WITH_A_RATHER_LONG_NAME_" + field);
    }
    Map<String, FieldVerdict> verdicts = new HashMap<>();
    for (int field = 0; field < 40; field++) {
      verdicts.put(
          "org.acme.a.very.long.name.of.Packages#A_FIELD_WITH_A_RATHER_LONG_NAME_" + field,
          new FieldVerdict("UNKNOWN", "a reason in many words ".repeat(20), false));
    }
    open(profile.build(), verdicts);

    Object inView =
        browser.script(
            "const view = document.querySelector('#table').parentElement.getBoundingClientRect();"
                + " return [...document.querySelectorAll('#table tbody tr')].filter("
                + "row => row.getBoundingClientRect().bottom <= view.bottom).length");
    assertThat((Long) inView).isGreaterThan(10);
  }

  @Test
  void the_dearest_shared_work_is_told_with_who_pays_for_it() throws IOException {
    Profile profile =
        new Profiles()
            .ofClass("acme.A", 1)
            .by(Profile.PROGRAM)
            .region(80_000_000, "LOG")
            .calling("log.Factory.get")
            .ofClass("acme.B", 1)
            .by(Profile.PROGRAM)
            .region(20_000, "LOG")
            .calling("log.Factory.get")
            .ofClass("acme.C", 1)
            .by(Profile.PROGRAM)
            .region(20_000, "LOG")
            .calling("log.Factory.get")
            .build();
    open(profile, Map.of());

    assertThat(browser.find("#setups").getText())
        .contains("deferring the first payer alone saves nothing");
    assertThat(browser.texts("#setup-rows > tr > *"))
        .containsExactly("log.Factory.get", "80 ms", "0 B", "A#LOG", "2, next B#LOG");
    browser.click("#setup-rows button");
    assertThat(browser.find("#details").getText()).contains("acme.A#LOG");
  }

  @Test
  void the_first_sentence_tells_what_could_wait() throws IOException {
    open(Profiles.shop(), VERDICTS);
    assertThat(browser.find("#sentence").getText())
        .isEqualTo(
            "Static initialisers take 54.3 of 240 ms to ready; 39.5 ms of that could safely wait.");

    open(Profiles.shop(), Map.of());
    assertThat(browser.find("#sentence").getText())
        .isEqualTo("Static initialisers take 54.3 of 240 ms to ready.");
  }

  @Test
  void the_part_of_static_initialisers_in_the_time_to_ready_is_told() throws IOException {
    open(Profiles.shop(), Map.of());

    assertThat(browser.texts("#glance > div"))
        .contains(
            "Time in static initialisers\n54.3 of 240 ms\n"
                + "22.6 % of the 240.0 ms to ready; 4 classes, 4 initialiser regions");
  }

  @Test
  void the_part_of_static_initialisers_in_the_run_is_told_if_it_never_was_ready()
      throws IOException {
    open(
        new Profiles()
            .total("wall_ns", 21_000_000_000L)
            .total("own_ns", 1_500_000_000)
            .ofClass("acme.Shop", 2_840_000_000L)
            .by(Profile.PROGRAM)
            .build(),
        Map.of());

    assertThat(browser.find("#glance > div").getText())
        .startsWith("Time in static initialisers\n2.84 of 19.5 s\n14.6 % of the whole run;");
    assertThat(browser.texts("#table tbody tr:first-child > *")).contains("2.84 s");
  }

  @Test
  void without_verdicts_the_page_says_how_to_get_them() throws IOException {
    open(Profiles.shop(), Map.of());

    assertThat(browser.find("#glance").getText()).contains("not judged", "-cp PATH");
    for (String judged : List.of("#kinds", "#safe", "#chosen", "#copy")) {
      assertThat(browser.find(judged).isDisplayed()).as(judged).isFalse();
    }
    assertThat(browser.find("#setups").isDisplayed()).isFalse();
  }

  private void open(Profile profile, Map<String, FieldVerdict> verdicts) throws IOException {
    Path page = directory.resolve("report.html");
    try (Writer out = Files.newBufferedWriter(page)) {
      new HtmlReport().write(Analysis.of("a.lazyprofile", profile).judged(verdicts), out);
    }
    browser.open(page);
  }

  /** Returns the fields of the shop in a plan that has no problems. */
  private static Set<String> fields(String text) throws IOException {
    Plan plan = new Plan();
    plan.read("copied", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.classes()).containsExactly("acme.Shop");
    return plan.fieldsOf("acme.Shop");
  }
}
