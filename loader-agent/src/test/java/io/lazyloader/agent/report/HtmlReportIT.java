package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Profiles;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser. */
class HtmlReportIT extends PageTest {
  private static final String HOSTILE =
      "a.</script><img src=x onerror=hacked=1>\"'\u2028<!--\ud800";

  @Test
  void the_page_tells_of_the_run_and_shows_its_initialisers() throws IOException {
    open(Profiles.shop());

    assertThat(browser.script("return document.title")).isEqualTo("acme.Shop · start-up profile");
    assertThat(browser.texts("#figures > div"))
        .contains("Time to ready\n240 ms\nafter process start, by main")
        .contains(
            "Time in what no run needed\n39.5 ms\nsaved at most if deferred, with 3.7 MB and 255"
                + " loaded classes")
        .contains("Time that recording took\n20 ms\nin no figure of an initialiser");
    assertThat(labels("#icicle .frame"))
        .containsExactlyInAnyOrder(
            "program: 54.3 ms, 100.0 %",
            "acme.Shop: 54.3 ms, 100.0 %",
            "acme.Shop#LOG, never read: 39.5 ms, 72.7 %",
            "acme.log.Loggers: 37.5 ms, 69.1 %",
            "acme.log.Loggers#CONFIG: 7.5 ms, 13.8 %",
            "acme.log.Layout: 500 µs, 0.9 %",
            "acme.Shop#PRICES: 12.5 ms, 23.0 %",
            "acme.Money: 250 µs, 0.5 %",
            "acme.Shop#HELP: 800 µs, 1.5 %");
    assertThat(names()).startsWith("acme.Shop#LOG", "acme.Shop#HELP").hasSize(8);
    assertThat(browser.texts("#table tbody tr:first-child > *"))
        .startsWith("acme.\nShop#LOG never read", "39.5 ms", "2 ms", "39.5 ms", "3.7 MB", "255");
  }

  @Test
  void the_page_asks_for_nothing_and_may_not() throws IOException {
    open(Profiles.shop());

    assertThat(browser.script("return performance.getEntriesByType('resource').length"))
        .isEqualTo(0L);
    assertThat(browser.find("meta[http-equiv]").getDomAttribute("content"))
        .startsWith("default-src 'none'; style-src 'unsafe-inline'")
        .matches(".*script-src( 'sha256-[A-Za-z0-9+/]{43}='){2}");
  }

  @Test
  void what_is_searched_for_is_highlighted_and_listed() throws IOException {
    open(Profiles.shop());

    browser.find("#search").sendKeys("LOGGERS");

    browser.waitFor("only what is found is listed", () -> names().size() == 3);
    assertThat(names())
        .containsExactly("acme.log.Loggers#CONFIG", "acme.log.Loggers", "acme.log.Layout");
    assertThat(labels("#icicle .frame.hit"))
        .containsExactlyInAnyOrder(
            "acme.log.Loggers: 37.5 ms, 69.1 %", "acme.log.Loggers#CONFIG: 7.5 ms, 13.8 %");
    assertThat(browser.find("#found").getText()).isEqualTo("3 of 8 found, 37.5 ms self");
  }

  @Test
  void what_nobody_read_can_be_listed_alone_and_is_marked_by_more_than_its_colour()
      throws IOException {
    open(Profiles.shop());

    browser.click("#never-read");

    browser.waitFor("only what is never read is listed", () -> names().size() == 1);
    assertThat(names()).containsExactly("acme.Shop#LOG");
    WebElement frame = browser.find("#icicle .frame.never");
    assertThat(frame.getText()).isEqualTo("Shop#LOG · never read");
    assertThat(browser.script("return getComputedStyle(arguments[0].firstChild).fill", frame))
        .isEqualTo("url(\"#hatch\")");
  }

  @Test
  void a_click_zooms_to_a_frame_and_another_shows_all_again() throws IOException {
    open(Profiles.shop());
    long all = width("acme.Shop: ");

    frame("acme.Shop#PRICES").click();

    browser.waitFor("it is as wide as all were", () -> width("acme.Shop#PRICES") == all);
    assertThat(labels("#icicle .frame")).noneMatch(label -> label.startsWith("acme.log"));
    assertThat(browser.find("#details").getText()).contains("acme.Shop#PRICES", "12.5 ms");

    browser.click("#reset");

    browser.waitFor("all are shown", () -> width("acme.Shop#PRICES") < all);
    assertThat(browser.find("#reset").isEnabled()).isFalse();
  }

  @Test
  void frames_are_reached_and_zoomed_with_the_keyboard() throws IOException {
    open(Profiles.shop());
    long all = width("acme.Shop: ");
    browser.script("document.querySelector('#icicle [tabindex=\"0\"]').focus()");

    browser.press(Keys.ARROW_DOWN);
    browser.press(Keys.ARROW_DOWN);
    assertThat(focusedLabel()).startsWith("acme.Shop#LOG");
    browser.press(Keys.ARROW_RIGHT);
    assertThat(focusedLabel()).startsWith("acme.Shop#PRICES");
    assertThat(browser.find("#details").getText()).contains("Initialiser region");
    browser.press(Keys.ENTER);

    browser.waitFor("it is zoomed", () -> width("acme.Shop#PRICES") == all);
    assertThat(focusedLabel()).startsWith("acme.Shop#PRICES");
    browser.press(Keys.ARROW_UP);
    assertThat(focusedLabel()).startsWith("acme.Shop: ");
    browser.press(Keys.ESCAPE);

    browser.waitFor("all are shown", () -> width("acme.Shop#PRICES") < all);
    assertThat(focusedLabel()).startsWith("program");
  }

  @Test
  void widths_can_be_what_was_allocated_or_loaded() throws IOException {
    open(Profiles.shop());

    browser.click("input[value=bytes]");
    assertThat(labels("#icicle .frame")).contains("acme.Shop#LOG, never read: 3.7 MB, 77.8 %");
    browser.click("input[value=loaded]");
    assertThat(labels("#icicle .frame")).contains("acme.Shop#LOG, never read: 255, 91.4 %");
  }

  @Test
  void the_table_is_sorted_by_its_headers_with_mouse_and_keyboard() throws IOException {
    open(Profiles.shop());

    header("Self").click();
    assertThat(names()).startsWith("acme.log.Loggers", "acme.Shop#PRICES");
    assertThat(sortedBy()).containsExactly("Self", "descending");
    header("Self").sendKeys(Keys.ENTER);
    assertThat(names()).startsWith("acme.Money", "acme.log.Layout");
    assertThat(sortedBy()).containsExactly("Self", "ascending");
    header("Class or region").sendKeys(Keys.SPACE);
    assertThat(names()).startsWith("acme.Money", "acme.Shop", "acme.Shop#HELP");
    assertThat(sortedBy()).containsExactly("Class or region", "ascending");
  }

  @Test
  void a_name_in_the_table_leads_to_its_frame() throws IOException {
    open(Profiles.shop());
    long all = width("acme.Shop: ");

    browser.findAll("#table tbody th button").get(0).click();

    browser.waitFor("it is zoomed", () -> width("acme.Shop#LOG") == all);
    assertThat(focusedLabel()).startsWith("acme.Shop#LOG");
  }

  @Test
  void the_theme_is_the_system_s_until_it_is_switched() throws IOException {
    open(Profiles.shop());
    String background = "return getComputedStyle(document.documentElement).backgroundColor";
    Object before = browser.script(background);
    String offered = browser.find("#theme").getText();

    browser.click("#theme");

    assertThat(browser.script(background)).isNotEqualTo(before);
    assertThat(List.of(offered, browser.find("#theme").getText()))
        .containsExactlyInAnyOrder("Switch to dark", "Switch to light");
    browser.click("#theme");
    assertThat(browser.script(background)).isEqualTo(before);
    assertThat(browser.find("#theme").getText()).isEqualTo(offered);
  }

  @Test
  void the_page_is_as_wide_as_the_window_on_a_phone_and_on_a_large_screen() throws IOException {
    for (int width : List.of(360, 420, 1300, 1920)) {
      browser.resize(width);
      for (Profile profile : List.of(Profiles.shop(), hostile())) {
        open(profile);
        assertThat(browser.script("return innerWidth")).isEqualTo((long) width);
        assertThat(
                browser.script(
                    "const page = document.documentElement;"
                        + " return page.scrollWidth - page.clientWidth"))
            .isEqualTo(0L);
      }
    }
    browser.resize(1280);
  }

  @Test
  void two_profiles_are_compared_by_signed_changes() throws IOException {
    open(Profiles.shop(), withoutLog(), Map.of());

    assertThat(browser.texts("#figures > div"))
        .contains("Time to ready\n240 ms\n+50 ms, was 190 ms\nafter process start, by main");
    assertThat(names()).startsWith("acme.Shop").contains("acme.Old");
    assertThat(browser.texts("#table tbody tr:first-child > *"))
        .contains("+44.1 ms\n10.3 ms → 54.3 ms", "+278\n1 → 279");
    assertThat(browser.texts(".mark")).contains("new", "gone", "never read");
    assertThat(browser.find("#table tbody tr:first-child .better").getText()).startsWith("−1 ms");
  }

  @Test
  void two_profiles_are_compared_by_a_waterfall_of_what_changed_most() throws IOException {
    open(Profiles.shop(), withoutLog(), Map.of());

    assertThat(browser.texts("#change-rows th"))
        .startsWith("before", "Loggers")
        .endsWith("after")
        .contains("Old");
    List<String> changes = browser.texts("#change-rows td.number");
    assertThat(changes.get(0)).isEqualTo("10.3 ms");
    assertThat(changes.get(1)).isEqualTo("+30 ms");
    assertThat(changes.get(changes.size() - 1)).isEqualTo("54.3 ms");
    assertThat(
            browser.script(
                "const bars = [...document.querySelectorAll('.bar')]"
                    + ".map(bar => bar.getBoundingClientRect());"
                    + " return Math.round(bars[1].left - bars[0].right)"))
        .as("what is added begins where what was ends")
        .isEqualTo(0L);
    browser.click("#change-rows button");
    assertThat(browser.find("#details").getText()).contains("acme.log.Loggers");
  }

  @Test
  void one_profile_has_no_waterfall() throws IOException {
    open(Profiles.shop());

    assertThat(browser.find("#changes").isDisplayed()).isFalse();
  }

  @Test
  void the_address_follows_the_frame_and_leads_back_to_it() throws IOException {
    open(Profiles.shop());
    long all = width("acme.Shop: ");
    frame("acme.Shop#PRICES").click();
    Object address = browser.script("return location.hash");
    assertThat(address).isEqualTo("#frame=acme.Shop%23PRICES");
    browser.click("#reset");
    assertThat(browser.script("return location.hash")).isEqualTo("");

    browser.open(directory.resolve("report.html"), String.valueOf(address).substring(1));

    browser.waitFor("it is zoomed", () -> width("acme.Shop#PRICES") == all);
    assertThat(browser.find("#details").getText()).contains("acme.Shop#PRICES", "12.5 ms");
    assertThat(browser.find("#details a").getDomAttribute("href")).isEqualTo(address);
  }

  @Test
  void an_address_of_what_is_not_there_says_so() throws IOException {
    open(Profiles.shop());

    browser.open(directory.resolve("report.html"), "frame=%E0%A4%A");
    assertThat(browser.find("#details").getText()).startsWith("The program");
    browser.open(directory.resolve("report.html"), "frame=acme.Gone%23X");
    browser.waitFor(
        "it says so",
        () -> browser.find("#details").getText().contains("acme.Gone#X, which the link leads to"));
  }

  @Test
  void keys_are_listed_and_lead_to_the_search() throws IOException {
    open(Profiles.shop());
    browser.script("document.querySelector('#theme').focus()");

    browser.script(
        "document.activeElement.dispatchEvent("
            + "new KeyboardEvent('keydown', {key: '?', bubbles: true, cancelable: true}))");
    assertThat(browser.find("#keys").getText()).contains("zoom to the frame");
    browser.press(Keys.ESCAPE);
    assertThat(browser.find("#keys").isDisplayed()).isFalse();
    browser.press(Keys.DIVIDE);
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("search");
    browser.find("#search").sendKeys("?/");
    assertThat(browser.find("#keys").isDisplayed()).isFalse();
    assertThat(browser.script("return document.activeElement.value")).isEqualTo("?/");
  }

  @Test
  void rows_are_filtered_by_package_and_those_below_it() throws IOException {
    open(Profiles.shop());
    assertThat(browser.texts("#package option"))
        .containsExactly("all", "acme (8, 54.3 ms)", "acme.log (3, 37.5 ms)");

    browser.find("#package").sendKeys("acme.log");

    browser.waitFor("only that package is listed", () -> names().size() == 3);
    assertThat(names()).allMatch(name -> name.startsWith("acme.log."));
    assertThat(browser.findAll("#icicle .frame.hit")).isNotEmpty();
    browser.click("#clear");
    assertThat(names()).hasSize(8);
  }

  @Test
  void on_paper_nothing_is_cut_off_and_the_icicle_has_the_sheet_s_width() throws IOException {
    open(Profiles.shop());

    browser.script("dispatchEvent(new Event('beforeprint'))");
    browser.print(true);
    assertThat(
            browser.script("return getComputedStyle(document.querySelector('.scroll')).maxHeight"))
        .isEqualTo("none");
    assertThat(browser.find(".tools").isDisplayed()).isFalse();
    assertThat(width("acme.Shop: ")).isEqualTo(950);
    browser.print(false);
    browser.script("dispatchEvent(new Event('afterprint'))");
    assertThat(width("acme.Shop: ")).isGreaterThan(1000);
  }

  @Test
  void an_empty_profile_is_said_to_be_empty() throws IOException {
    open(new Profiles().fact("main", "acme.Shop").total("ready_ns", 240_000_000).build());

    assertThat(browser.find("#nothing").getText())
        .startsWith("No static initialiser of the program ran while it was recorded");
    assertThat(browser.texts("#figures > div"))
        .containsExactly("Time to ready\n240 ms\nafter process start");
    for (String empty : List.of("#glance", "#icicle", "#table", "#search", "#copy", "#setups")) {
      assertThat(browser.find(empty).isDisplayed()).as(empty).isFalse();
    }
  }

  @Test
  void the_icicle_is_as_wide_as_its_frame() throws IOException {
    open(Profiles.shop());

    assertThat(
            browser.script(
                "const place = document.querySelector('#icicle');"
                    + " return Math.round(place.getBoundingClientRect().right"
                    + " - document.querySelector('.frame rect').getBoundingClientRect().right)"))
        .isIn(0L, 1L);
  }

  @Test
  void names_that_are_markup_are_shown_as_text() throws IOException {
    open(hostile());

    assertThat(browser.script("return typeof hacked")).isEqualTo("undefined");
    assertThat(browser.findAll("img")).isEmpty();
    // Half a surrogate pair does not get through the driver.
    Object name =
        browser.script(
            "return document.querySelector('#table tbody th').textContent.replace('\\ud800', '?')");
    assertThat(name).asString().startsWith(HOSTILE.replace('\ud800', '?') + "#F");
  }

  @Tag("heavy")
  @Test
  void a_profile_with_50_000_regions_makes_a_page_that_is_usable() throws IOException {
    open(Profiles.large());

    assertThat(Files.size(directory.resolve("report.html"))).isLessThan(10_000_000);
    assertThat(browser.find("#page").getText()).isEqualTo("1 to 100 of 62,500");
    assertThat(browser.findAll("#icicle .frame")).hasSizeBetween(100, 10_000);
    browser.click("#next");
    assertThat(browser.find("#page").getText()).isEqualTo("101 to 200 of 62,500");
    header("Class or region").click();
    assertThat(names().get(0)).isEqualTo("com.acme.alpha.alpha.impl.SomealphaService0");
    browser.find("#search").sendKeys("Service123#");
    browser.waitFor("it is found", () -> names().size() < 100);
    assertThat(names()).contains("com.acme.engine.delta.impl.SomecargoService123#FIELD_0");
  }

  private void open(Profile profile) throws IOException {
    open(profile, null, Map.of());
  }

  private void open(Profile profile, @Nullable Profile before, Map<String, FieldVerdict> verdicts)
      throws IOException {
    Path page = directory.resolve("report.html");
    try (Writer out = Files.newBufferedWriter(page)) {
      HtmlReport report = new HtmlReport();
      Analysis analysis = Analysis.of("report.lazyprofile", profile).judged(verdicts);
      if (before == null) {
        report.write(analysis, out);
      } else {
        report.compare(Analysis.of("before.lazyprofile", before), analysis, out);
      }
    }
    browser.open(page);
  }

  private static Profile hostile() {
    return new Profiles()
        .fact("main", HOSTILE)
        .ofClass(HOSTILE, 1_000_000)
        .by(Profile.PROGRAM, HOSTILE)
        .region(2_000_000, "F")
        .build();
  }

  private static Profile withoutLog() {
    return new Profiles()
        .fact("main", "acme.Shop")
        .total("ready_ns", 190_000_000)
        .ofClass("acme.Shop", 2_500_000)
        .by(Profile.PROGRAM)
        .loads(1)
        .region(7_750_000, "PRICES", "NAMES")
        .readBy(Profile.PROGRAM)
        .ofClass("acme.Old", 1_000)
        .by(Profile.PROGRAM)
        .build();
  }

  private static List<String> labels(String selector) {
    return browser.findAll(selector).stream()
        .map(frame -> String.valueOf(frame.getDomAttribute("aria-label")))
        .toList();
  }

  private static WebElement frame(String name) {
    return browser.find("#icicle .frame[aria-label^=\"" + name + "\"]");
  }

  private static long width(String name) {
    return Math.round(Double.parseDouble(String.valueOf(frame(name).getDomAttribute("width"))));
  }

  private static String focusedLabel() {
    return String.valueOf(browser.focused().getDomAttribute("aria-label"));
  }

  private static List<String> strings(String selector, String property) {
    Object strings =
        browser.script(
            "return [...document.querySelectorAll(arguments[0])].map(found => found[arguments[1]])",
            selector,
            property);
    return ((List<?>) strings).stream().map(String::valueOf).toList();
  }

  private static WebElement header(String label) {
    return browser.findAll("#table thead button").stream()
        .filter(button -> button.getText().startsWith(label))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> sortedBy() {
    return List.of(
        String.join(" ", strings("[aria-sort]", "textContent")),
        String.join(" ", strings("[aria-sort]", "ariaSort")));
  }
}
