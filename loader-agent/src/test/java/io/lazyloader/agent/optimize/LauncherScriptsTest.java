package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The launchers of optimised programs, by their text: that of Windows can't be run here. What that
 * of POSIX systems does is tested by running it.
 */
class LauncherScriptsTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("@[A-Z_]+@");

  private String posix = "";
  private String windows = "";

  @BeforeEach
  void read() throws IOException {
    posix = Resources.text("launcher.sh");
    windows = Resources.text("launcher.cmd");
  }

  @Test
  void both_are_filled_in_with_the_same() {
    Set<String> both = new TreeSet<>(all(PLACEHOLDER, windows));
    // Linux's own.
    both.add("@HUGE_PAGES@");
    assertThat(all(PLACEHOLDER, posix)).isEqualTo(both);
  }

  @Test
  void both_make_the_same_notes() {
    List<String> notes = notes(Pattern.compile("(?m)^ *note \"(.*)\""), posix);

    assertThat(notes).hasSize(5);
    assertThat(notes(Pattern.compile("call :note \"(.*)\""), windows))
        .containsExactlyInAnyOrderElementsOf(notes);
  }

  @Test
  void each_label_is_there_once_and_is_gone_to() {
    Set<String> gone = all(Pattern.compile("(?:goto |call :)(\\w+)"), windows);
    List<String> labels =
        Pattern.compile("(?m)^:(\\w+)$").matcher(windows).results().map(at -> at.group(1)).toList();

    assertThat(labels).doesNotHaveDuplicates().hasSameElementsAs(gone);
  }

  @Test
  void each_variable_that_is_read_is_set_before() {
    Set<String> set = new TreeSet<>(Set.of("ll_dir"));
    for (String line : windows.lines().toList()) {
      for (String read : all(Pattern.compile("[%!](ll_\\w+)(?::[^%!]*)?[%!]"), line)) {
        assertThat(set).as(line).contains(read);
      }
      set.addAll(all(Pattern.compile("set \"?(ll_\\w+)="), line));
    }
  }

  @Test
  void what_the_program_inherits_has_names_of_ours() {
    assertThat(all(Pattern.compile("set \"?(\\w+)="), windows))
        .allMatch(name -> name.startsWith("ll_"));
    assertThat(windows.indexOf("DisableDelayedExpansion"))
        .isBetween(0, windows.indexOf("EnableDelayedExpansion"));
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    for (MatchResult at : pattern.matcher(text).results().toList()) {
      found.add(at.groupCount() == 0 ? at.group() : at.group(1));
    }
    return found;
  }

  /** With a placeholder for each variable, and without what only one of the shells has. */
  private static List<String> notes(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(
            at ->
                at.group(1)
                    .replaceAll("\"?@(VERSION|PLACE)@\"?|\\$\\w+|%\\w+%", "X")
                    .replaceAll("(cp -a|robocopy /copy:DAT)\\.$", "X"))
        .toList();
  }
}
