package io.lazyloader.samples.suites;

import io.lazyloader.samples.suites.ProgramRunner.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What lazy runs of a program do otherwise than all eager runs. Lines that eager runs do not agree
 * on say nothing about laziness and are left out; when eager runs do not even agree on the number
 * of lines, every line that all of them have must be there, wherever it stands.
 */
final class ProgramComparison {
  private static final String ABSENT = "(absent)";

  private final List<Run> eager;
  private final Set<String> unsteady = new TreeSet<>();
  private final Set<String> differences = new TreeSet<>();

  ProgramComparison(List<Run> eager, List<Run> lazy) {
    this.eager = eager;
    lazy.forEach(this::compare);
  }

  /** The places that eager runs do not agree on and that were therefore left out. */
  List<String> unsteady() {
    return List.copyOf(unsteady);
  }

  /** The places where a lazy run differs, with what both say. */
  List<String> differences() {
    return List.copyOf(differences);
  }

  private void compare(Run lazy) {
    Set<String> names = new TreeSet<>(lazy.texts().keySet());
    eager.forEach(run -> names.addAll(run.texts().keySet()));
    for (String name : names) {
      List<List<String>> texts = new ArrayList<>();
      eager.forEach(run -> texts.add(lines(run, name)));
      compare(name, texts, lines(lazy, name));
    }
  }

  private void compare(String name, List<List<String>> eagerTexts, List<String> lazyText) {
    List<String> first = eagerTexts.get(0);
    int length = first.size();
    if (eagerTexts.stream().anyMatch(text -> text.size() != length)) {
      unsteady.add(name);
      List<String> missing = new ArrayList<>(first);
      missing.removeIf(line -> eagerTexts.stream().anyMatch(text -> !text.contains(line)));
      missing.removeAll(lazyText);
      missing.forEach(line -> differences.add(name + ": eager " + line + ", lazy " + ABSENT));
    } else {
      if (lazyText.size() != length) {
        differences.add(name + ": " + length + " lines eager, " + lazyText.size() + " lines lazy");
      }
      for (int index = 0; index < Math.min(length, lazyText.size()); index++) {
        int line = index;
        String place = name + " line " + (line + 1);
        if (eagerTexts.stream().anyMatch(text -> !text.get(line).equals(first.get(line)))) {
          unsteady.add(place);
        } else if (!lazyText.get(line).equals(first.get(line))) {
          differences.add(place + ": eager " + first.get(line) + ", lazy " + lazyText.get(line));
        }
      }
    }
  }

  private static List<String> lines(Run run, String name) {
    return Arrays.asList(run.texts().getOrDefault(name, ABSENT).split("\n", -1));
  }
}
