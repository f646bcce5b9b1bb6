package io.lazyloader.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The verdict that one field of an adversarial case must get.
 *
 * @param type the class that declares it, as in source
 * @param field its name
 * @param answer the verdict
 * @param fragment what the reason must contain; empty if it does not matter
 * @param because why this verdict is right
 */
record Expectation(String type, String field, Answer answer, String fragment, String because) {

  /** What a case may ask for. */
  enum Answer {
    PROVEN("PROVEN"),
    TRUSTED("TRUSTED"),
    UNKNOWN("UNKNOWN"),
    UNSAFE("UNSAFE"),
    /** For what is not definitely observable, but no proof can exist either. */
    NOT_PROVEN("not PROVEN"),
    NOT_ELIGIBLE("not eligible");

    private final String words;

    Answer(String words) {
      this.words = words;
    }

    static Answer of(String words) {
      for (Answer answer : values()) {
        if (answer.words.equals(words)) {
          return answer;
        }
      }
      throw new IllegalArgumentException("no verdict: " + words);
    }

    boolean accepts(Verdict.Kind kind) {
      return words.equals(kind.name())
          || (this == NOT_PROVEN && (kind == Verdict.Kind.UNKNOWN || kind == Verdict.Kind.UNSAFE));
    }

    @Override
    public String toString() {
      return words;
    }
  }

  boolean isProven() {
    return answer == Answer.PROVEN;
  }

  void check(ClassVerdicts verdicts) {
    if (answer == Answer.NOT_ELIGIBLE) {
      assertThat(verdicts.fields()).as(because).doesNotContainKey(field);
      assertThat(verdicts.notEligible()).as(because).containsKey(field);
      return;
    }
    Verdict verdict = verdicts.fields().get(field);
    if (verdict == null) {
      throw new AssertionError(
          field + " has no verdict, only these reasons: " + verdicts.notEligible());
    }
    assertThat(answer.accepts(verdict.kind()))
        .as("%s is %s, because %s; but the engine says %s", field, answer, because, verdict)
        .isTrue();
    assertThat(verdict.reason()).as(because).contains(fragment);
  }

  @Override
  public String toString() {
    return field + " is " + answer;
  }
}
