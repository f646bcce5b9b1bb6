package io.lazyloader.samples.toolbox.tools;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Collator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.util.ULocale;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Shows what a text is made of: letters, words, its order and its Latin form. Library: ICU4J. */
public final class UnicodeTool implements Tool {
  private final Transliterator latin = Transliterator.getInstance("Any-Latin; Latin-ASCII");
  private final Normalizer2 composer = Normalizer2.getNFCInstance();
  private final Collator collator = Collator.getInstance(ULocale.ROOT);
  private final BreakIterator words = BreakIterator.getWordInstance(ULocale.ROOT);
  private final BreakIterator letters = BreakIterator.getCharacterInstance(ULocale.ROOT);

  @Override
  public String usage() {
    return "[TEXT]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String text = composer.normalize(Input.text(args, 0, stdin).strip());
    List<String> sorted = new ArrayList<>(wordsOf(text));
    sorted.sort(collator);
    return String.join(
        "\n",
        "letters " + lettersIn(text),
        "words   " + wordsOf(text).size(),
        "sorted  " + String.join(" ", sorted),
        "latin   " + latin.transliterate(text));
  }

  private int lettersIn(String text) {
    letters.setText(text);
    int count = 0;
    while (letters.next() != BreakIterator.DONE) {
      count++;
    }
    return count;
  }

  private List<String> wordsOf(String text) {
    words.setText(text);
    List<String> found = new ArrayList<>();
    int start = words.first();
    for (int end = words.next(); end != BreakIterator.DONE; start = end, end = words.next()) {
      if (words.getRuleStatus() != BreakIterator.WORD_NONE) {
        found.add(text.substring(start, end));
      }
    }
    return found;
  }
}
