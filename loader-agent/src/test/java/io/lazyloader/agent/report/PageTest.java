package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the page in one real browser, which must complain of nothing in any of them. */
abstract class PageTest {
  @SuppressWarnings("NullAway.Init")
  static Browser browser;

  @TempDir Path directory;

  @BeforeAll
  static void start(@TempDir Path userData) {
    browser = Browser.start(userData);
  }

  @AfterAll
  @SuppressWarnings("NullAway") // Null if the tests are skipped.
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void the_page_complains_of_nothing() {
    assertThat(browser.complaints()).isEmpty();
  }

  /** Returns the names in the table, all of each. */
  static List<String> names() {
    Object names =
        browser.script(
            "return [...document.querySelectorAll('#table tbody th')].map(cell =>"
                + " [...cell.querySelectorAll(':scope > :not(.mark)')]"
                + ".map(part => part.textContent).join(''))");
    return ((List<?>) names).stream().map(String::valueOf).toList();
  }
}
