package io.lazyloader.agent.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lazyloader.agent.cache.KnownClass.Deferrable;
import io.lazyloader.agent.rewrite.FieldReference;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read, and what is damaged is never read as something else. */
class CacheFileTest {
  private static final int CLASSES = 300;
  private static final long STATE = 0x1234_5678_9abc_def0L;
  private static final String DAMAGED = "damaged";

  private static final KnownJar A =
      new KnownJar("lib/a.jar", 4_711, 1_234_567, 5, List.of("b.jar"));
  private static final KnownJar B = new KnownJar("b.jar", 5_000_000_000L, -1, 0, List.of());
  private static final List<KnownJar> JARS = List.of(A, B);

  @TempDir Path directory;

  @Test
  void all_that_is_written_is_read() throws IOException {
    CacheFile file = CacheFile.open(write(content().toBytes(STATE, false)));

    for (int index = 0; index < CLASSES; index++) {
      long key = key(index);
      String[] fields = fieldsOf(index);
      boolean mustLook = isReader(index) || isAskedFor(index);
      assertThat(file.knows(key)).isTrue();
      assertThat(file.fields(key)).isEqualTo(fields.length == 0 ? null : List.of(fields));
      assertThat(file.onlyReflects(key)).isEqualTo(isReflecting(index));
      assertThat(file.staysAsItIs(key))
          .isEqualTo(fields.length == 0 && !isReflecting(index) && !mustLook);
      assertSame(file.rewritten(question(index)), rewritten(index));
    }
    assertThat(file.header().defers()).isTrue();
    assertThat(file.counts()).isEqualTo(new CacheCounts(180, 60, 30, 30, 31, 60));
  }

  @Test
  void fields_that_others_read_are_lazy_and_those_that_nobody_reads_are_not() throws IOException {
    CacheFile file = CacheFile.of(content().toBytes(STATE, false));

    for (int index = 0; index < CLASSES; index++) {
      assertThat(file.isLazy(field(index))).isEqualTo(index % 10 == 0);
      assertThat(file.isLazy(ContentHash.of("own" + index))).isFalse();
    }
    assertThat(file.isLazy(ContentHash.of("promised"))).isTrue();
    assertThat(file.isLazy(0)).isFalse();
  }

  @Test
  void what_was_never_seen_is_not_known() throws IOException {
    CacheFile file = CacheFile.of(content().toBytes(STATE, false));

    for (int index = CLASSES; index < 3 * CLASSES; index++) {
      long key = key(index);
      assertThat(file.knows(key)).isFalse();
      assertThat(file.staysAsItIs(key)).isFalse();
      assertThat(file.onlyReflects(key)).isFalse();
      assertThat(file.fields(key)).isNull();
      assertThat(file.rewritten(question(index))).isNull();
      // The same class file, by another kind of loader.
      assertThat(file.knows(ContentHash.as(ContentHash.of("class" + index % CLASSES), 9)))
          .isFalse();
    }
  }

  @Test
  void the_classes_are_told_in_their_order_with_all_that_is_known_of_them() throws IOException {
    CacheContent content = content();
    KnownClass unjudged = type(CLASSES);
    content.add(unjudged);
    List<KnownClass> read = CacheFile.of(content.toBytes(STATE, false)).classes();

    assertThat(read).hasSize(CLASSES + 1);
    assertThat(read.get(CLASSES).isJudged()).isFalse();
    for (int index = 0; index < CLASSES; index++) {
      KnownClass type = read.get(index);
      assertThat(type.key()).isEqualTo(key(index));
      assertThat(type.name()).isEqualTo("app/Type" + index);
      assertThat(type.isOfSystem()).isEqualTo((index & KnownClass.OF_SYSTEM) != 0);
      assertThat(type.isJudged()).isTrue();
      assertThat(type.deferred().keySet()).containsExactly(fieldsOf(index));
      assertThat(type.touches(KnownClass.brief(ContentHash.of("other" + index)))).isTrue();
      assertThat(type.touches(KnownClass.brief(ContentHash.of("none" + index)))).isFalse();
    }
  }

  @Test
  void a_file_that_is_read_and_written_again_is_the_same() throws IOException {
    byte[] written = content().toBytes(STATE, false);
    CacheContent again = CacheContent.of(CacheFile.of(written), JARS);

    assertThat(answers(CacheFile.of(again.toBytes(STATE, false))))
        .isEqualTo(answers(CacheFile.of(written)));
  }

  @Test
  void an_empty_content_is_a_file_that_knows_nothing() throws IOException {
    CacheFile file = CacheFile.open(write(new CacheContent(JARS).toBytes(STATE, false)));

    assertThat(file.knows(key(1))).isFalse();
    assertThat(file.header().defers()).isFalse();
    assertThat(file.classes()).isEmpty();
  }

  @Test
  void a_file_that_was_cut_is_not_opened() throws IOException {
    byte[] whole = content().toBytes(STATE, false);
    assertThat(whole).hasSizeGreaterThan(40_000);

    for (int length = 0; length < whole.length; length += 997) {
      assertNotOpened(Arrays.copyOf(whole, length));
    }
    for (int missing = 1; missing <= 64; missing++) {
      assertNotOpened(Arrays.copyOf(whole, whole.length - missing));
    }
    assertNotOpened(Arrays.copyOf(whole, whole.length + 1));
    // Its length is right, but the end was never written.
    byte[] hollow = Arrays.copyOf(Arrays.copyOf(whole, whole.length / 2), whole.length);
    assertThat(answers(CacheFile.of(hollow))).containsValue(DAMAGED);
  }

  @Test
  void a_byte_that_was_changed_is_found_or_changes_no_answer() throws IOException {
    byte[] whole = content().toBytes(STATE, false);
    Map<String, String> right = answers(CacheFile.of(whole));
    int opened = 0;
    int found = 0;

    for (int at = 0; at < whole.length; at += at < 2 * CacheHeader.SIZE ? 1 : 101) {
      for (int mask : new int[] {1 << (at % 8), 0xff, 0x80}) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) mask;
        try {
          Map<String, String> answers = answers(CacheFile.of(damaged));
          opened++;
          found += answers.containsValue(DAMAGED) ? 1 : 0;
          for (Map.Entry<String, String> answer : answers.entrySet()) {
            assertThat(answer.getValue())
                .as("byte %d, mask %x: %s", at, mask, answer.getKey())
                .isIn(right.get(answer.getKey()), DAMAGED);
          }
        } catch (IOException e) {
          assertThat(e).as("byte %d", at).hasMessageMatching("it is .*|another .*");
        }
      }
    }

    // Every byte belongs to something that is asked for here.
    assertThat(opened).isPositive().isEqualTo(found);
  }

  @Test
  void bytes_at_random_places_that_were_changed_are_found() throws IOException {
    byte[] whole = content().toBytes(STATE, false);
    Map<String, String> right = answers(CacheFile.of(whole));
    Random random = new Random(7);

    for (int run = 0; run < 100; run++) {
      byte[] damaged = whole.clone();
      int from = random.nextInt(whole.length);
      for (int at = from; at < Math.min(whole.length, from + 1 + random.nextInt(600)); at++) {
        damaged[at] = (byte) random.nextInt();
      }
      try {
        for (Map.Entry<String, String> answer : answers(CacheFile.of(damaged)).entrySet()) {
          assertThat(answer.getValue()).isIn(right.get(answer.getKey()), DAMAGED);
        }
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("it is .*|another .*");
      }
    }
  }

  @Test
  void another_format_is_not_read() throws IOException {
    byte[] other = content().toBytes(STATE, false);
    ByteBuffer formatted = ByteBuffer.wrap(other);
    formatted.putInt(8, formatted.getInt(8) + 1);

    assertThatThrownBy(() -> CacheFile.open(write(other)))
        .isInstanceOf(IOException.class)
        .hasMessage("another version of Lazyloader wrote it");
  }

  @Test
  void a_file_of_another_state_is_outdated_and_can_be_inspected() throws IOException {
    CacheFile file = CacheFile.open(write(content().toBytes(STATE, false)));

    assertThat(file.isOf(STATE)).isTrue();
    assertThat(file.isOf(STATE + 1)).isFalse();
    assertThat(file.classes()).hasSize(CLASSES);
    assertThat(file.jars()).containsOnlyKeys("lib/a.jar", "b.jar").containsValues(A, B);
  }

  /** On Windows it is in memory, elsewhere open: what was written first is read to the end. */
  @Test
  void a_file_that_is_replaced_is_still_what_it_was_to_all_threads() throws IOException {
    File place = write(content().toBytes(STATE, false));
    CacheFile file = CacheFile.open(place);
    new CacheDirectory(directory.toFile())
        .write(place, new CacheContent(List.of()).toBytes(STATE + 1, false));

    assertThat(CacheFile.open(place).isOf(STATE + 1)).isTrue();
    assertThat(file.isOf(STATE)).isTrue();
    IntStream.range(0, 20 * CLASSES)
        .parallel()
        .map(index -> index % CLASSES)
        .forEach(
            index -> {
              try {
                assertSame(file.rewritten(question(index)), rewritten(index));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @Test
  void foreign_files_and_empty_ones_are_none() throws IOException {
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);

    for (byte[] foreign :
        List.of(
            noise, new byte[0], new byte[64], "not a cache\n".getBytes(StandardCharsets.UTF_8))) {
      File file = write(foreign);
      assertThatThrownBy(() -> CacheFile.open(file))
          .isInstanceOf(IOException.class)
          .hasMessage("it is no cache of Lazyloader's");
    }
    File none = directory.resolve("none").toFile();
    assertThatThrownBy(() -> CacheFile.open(none)).isInstanceOf(IOException.class);
  }

  @Test
  void nothing_is_deferred_before_it_is_published() throws IOException {
    CacheContent content = new CacheContent(JARS);
    KnownClass type = type(0);
    content.add(type);
    type.judged(deferrable(0));

    assertThat(content.hasChanges()).isTrue();
    assertThat(type.deferred()).isEmpty();
    CacheFile before = CacheFile.of(content.toBytes(STATE, false));
    assertThat(before.header().defers()).isFalse();
    assertThat(before.fields(key(0))).isNull();
    assertThat(before.isLazy(field(0))).isFalse();
    assertThat(CacheFile.of(content.toBytes(STATE, true)).fields(key(0)))
        .containsExactly(fieldsOf(0));
    assertThat(type.deferred()).isEmpty();

    content.publish();
    assertThat(content.hasChanges()).isFalse();
    assertThat(type.deferred().keySet()).containsExactly(fieldsOf(0));
  }

  @Test
  void a_field_that_two_starts_read_is_left_alone_once_that_is_published() throws IOException {
    CacheContent content = content();
    KnownClass type = known(content, 0);

    assertThat(type.started("FIELD0", true)).isTrue();
    assertThat(content.hasChanges()).isFalse();
    assertThat(type.started("FIELD0", true)).isTrue();
    assertThat(content.hasChanges()).isTrue();
    assertThat(type.deferred()).containsKey("FIELD0");
    content.publish();

    assertThat(type.deferred().keySet()).containsExactly("OWN0");
    assertThat(type.started("FIELD0", false)).isFalse();
    assertThat(type.deferred().keySet()).containsExactly("OWN0");
    CacheFile file = CacheFile.of(content.toBytes(STATE, false));
    assertThat(file.fields(key(0))).containsExactly("OWN0");
  }

  @Test
  void starts_are_counted_across_files() throws IOException {
    CacheContent first = content();
    assertThat(known(first, 0).started("FIELD0", true)).isTrue();
    CacheContent second = CacheContent.of(CacheFile.of(first.toBytes(STATE, false)), JARS);
    assertThat(known(second, 0).started("FIELD0", true)).isTrue();
    second.publish();
    CacheContent third = CacheContent.of(CacheFile.of(second.toBytes(STATE, false)), JARS);

    assertThat(known(third, 0).deferred().keySet()).containsExactly("OWN0");
    assertThat(third.hasChanges()).isFalse();
  }

  @Test
  void a_field_that_one_start_did_not_read_stays_deferred() throws IOException {
    CacheContent content = content();
    KnownClass type = known(content, 0);

    assertThat(type.started("FIELD0", true)).isTrue();
    assertThat(type.started("FIELD0", false)).isTrue();
    for (int start = 0; start < 5; start++) {
      assertThat(type.started("FIELD0", true)).isFalse();
    }
    content.publish();

    assertThat(type.deferred()).containsKey("FIELD0");
    CacheContent next = CacheContent.of(CacheFile.of(content.toBytes(STATE, false)), JARS);
    assertThat(known(next, 0).started("FIELD0", true)).isFalse();
    assertThat(known(next, 0).deferred()).containsKey("FIELD0");
  }

  @Test
  void a_field_that_was_not_found_deferrable_is_not_counted() {
    assertThat(known(content(), 0).started("NONE", true)).isFalse();
    assertThat(known(content(), 5).started("FIELD5", true)).isFalse();
  }

  @Test
  void classes_are_known_by_name_unless_another_start_has_to_find_them_again() throws IOException {
    CacheContent content = new CacheContent(JARS);
    // Of kinds 0 and 1: the latter is that of the system class loader.
    content.add(type(0));
    content.add(type(1));
    int first = KnownClass.nameHash("app.Type0", 0);
    int second = KnownClass.nameHash("app.Type1", KnownClass.OF_SYSTEM);

    CacheFile unjudged = CacheFile.of(content.toBytes(STATE, false));
    assertThat(unjudged.names()).containsExactly(second);
    assertThat(unjudged.header().isUnfinished()).isTrue();

    known(content, 0).judged(deferrable(0));
    known(content, 1).judged(deferrable(1));
    CacheFile judged = CacheFile.of(content.toBytes(STATE, false));
    assertThat(judged.names()).containsExactly(first, second);
    assertThat(judged.header().isUnfinished()).isFalse();
  }

  @Test
  void classes_are_watched_only_if_that_saves_more_than_it_costs() throws IOException {
    // Of 30 classes that have fields, two each: a millisecond and two.
    Profit profit = CacheFile.of(content().toBytes(STATE, false)).header().profit();
    assertThat(profit).isEqualTo(new Profit(30 * 3_000, 15_000 + 25 * CLASSES));
    assertThat(profit.pays()).isTrue();

    CacheContent content = new CacheContent(JARS);
    KnownClass type = type(0);
    type.judged(deferrable(0));
    content.add(type);
    assertThat(content.profit()).isEqualTo(new Profit(3_000, 15_025));
    assertThat(content.profit().pays()).isFalse();

    // What two starts have read is not saved.
    type.started("OWN0", true);
    type.started("OWN0", true);
    assertThat(content.profit().saved()).isEqualTo(1_000);
  }

  @Test
  void a_mark_is_remembered() throws IOException {
    CacheContent content = new CacheContent(JARS);
    content.add(type(0));
    assertThat(CacheFile.of(content.toBytes(STATE, false)).header().isMarked()).isFalse();
    known(content, 0).marked();
    CacheFile file = CacheFile.of(content.toBytes(STATE, false));
    assertThat(file.header().isMarked()).isTrue();
    CacheContent next = CacheContent.of(file, JARS);
    assertThat(CacheFile.of(next.toBytes(STATE, false)).header().isMarked()).isTrue();
  }

  @Test
  void answers_to_questions_that_are_no_longer_asked_are_forgotten() throws IOException {
    CacheContent content = content();
    content.retainRewritten(Set.of(question(0)));
    CacheFile file = CacheFile.of(content.toBytes(STATE, false));

    assertThat(file.counts().rewritten()).isEqualTo(1);
    assertSame(file.rewritten(question(0)), rewritten(0));
    assertThat(file.rewritten(question(1))).isNull();
  }

  @Test
  void more_class_files_than_there_is_room_for_are_not_kept() throws IOException {
    CacheContent content = content();
    byte[] large = new byte[40 << 20];
    content.add(1, Rewritten.NOT.with(large));
    content.add(2, Rewritten.NOT.with(large));

    CacheFile file = CacheFile.of(content.toBytes(STATE, false));

    assertThat(file.rewritten(1)).isNotNull();
    assertThat(file.rewritten(2)).isNull();
    assertSame(file.rewritten(question(0)), rewritten(0));
  }

  // Of ten classes, the first defers fields, the second reads one of them, the third reflects, and
  // the fourth is asked for. The first two are rewritten.

  private static CacheContent content() {
    CacheContent content = new CacheContent(JARS);
    for (int index = 0; index < CLASSES; index++) {
      KnownClass type = type(index);
      type.judged(deferrable(index));
      content.add(type);
      Rewritten rewritten = rewritten(index);
      if (rewritten != null) {
        content.add(question(index), rewritten);
      }
    }
    content.addLazy(ContentHash.of("promised"));
    content.publish();
    return content;
  }

  private static KnownClass type(int index) {
    int[] touched = {
      KnownClass.brief(ContentHash.of("other" + index)),
      KnownClass.brief(isReader(index) ? field(index - 1) : ContentHash.of("others" + index))
    };
    return new KnownClass(
        key(index),
        "app/Type" + index,
        index % 8,
        isAskedFor(index),
        isReflecting(index) || index % 10 == 0,
        touched);
  }

  private static KnownClass known(CacheContent content, int index) {
    return Objects.requireNonNull(content.type(key(index)));
  }

  private static boolean isReader(int index) {
    return index % 10 == 1;
  }

  private static boolean isReflecting(int index) {
    return index % 10 == 2;
  }

  private static boolean isAskedFor(int index) {
    return index % 10 == 3;
  }

  private static String[] fieldsOf(int index) {
    return index % 10 == 0 ? new String[] {"FIELD" + index, "OWN" + index} : new String[0];
  }

  private static Map<String, Deferrable> deferrable(int index) {
    Map<String, Deferrable> deferrable = new LinkedHashMap<>();
    if (index % 10 == 0) {
      deferrable.put("FIELD" + index, new Deferrable(field(index), 30_000));
      deferrable.put("OWN" + index, new Deferrable(0, 60_000));
    }
    return deferrable;
  }

  private static long key(int index) {
    return ContentHash.as(ContentHash.of("class" + index), index % 8);
  }

  private static long field(int index) {
    return ContentHash.of("FIELD" + index + ":Ljava/util/regex/Pattern;");
  }

  private static long question(int index) {
    return ContentHash.as(key(index), ContentHash.of("question" + index));
  }

  private static @Nullable Rewritten rewritten(int index) {
    if (index % 10 > 1) {
      return null;
    }
    byte[] classFile = new byte[600 + index];
    new Random(index).nextBytes(classFile);
    return new Rewritten(
        classFile,
        Map.of("get" + index, "()I", "\u00e4\u4e2d", "()V"),
        List.of(new FieldReference("app/Type" + index, "FIELD" + index, "I")),
        Set.of("FIELD" + index),
        index % 20 == 0);
  }

  private static void assertSame(@Nullable Rewritten found, @Nullable Rewritten expected) {
    assertThat(found == null).isEqualTo(expected == null);
    if (found != null && expected != null) {
      assertThat(text(found)).isEqualTo(text(expected));
    }
  }

  private static String text(@Nullable Rewritten rewritten) {
    return rewritten == null
        ? "null"
        : Arrays.hashCode(rewritten.classFile())
            + " "
            + new TreeMap<>(rewritten.accessors())
            + rewritten.asked()
            + rewritten.judged()
            + rewritten.addsMembers();
  }

  /** Asks all that can be asked, also of classes that are not in it. */
  private static Map<String, String> answers(CacheFile file) {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("header", String.valueOf(file.header()));
    answers.put("names", answer(() -> Arrays.toString(file.names())));
    answers.put("counts", String.valueOf(file.counts()));
    for (int index = 0; index < CLASSES + 50; index++) {
      long key = key(index);
      int question = index;
      answers.put("knows " + index, String.valueOf(file.knows(key)));
      answers.put("stays " + index, String.valueOf(file.staysAsItIs(key)));
      answers.put("reflects " + index, String.valueOf(file.onlyReflects(key)));
      answers.put("lazy " + index, String.valueOf(file.isLazy(field(index))));
      answers.put("fields " + index, answer(() -> String.valueOf(file.fields(key))));
      answers.put("becomes " + index, answer(() -> text(file.rewritten(question(question)))));
    }
    answers.put("jars", answer(() -> new TreeMap<>(file.jars()).toString()));
    answers.put(
        "classes",
        answer(
            () -> {
              StringBuilder classes = new StringBuilder();
              for (KnownClass type : file.classes()) {
                classes
                    .append(type.key())
                    .append(type.name())
                    .append(type.isOfSystem())
                    .append(type.isJudged())
                    .append(type.deferred());
              }
              return classes.toString();
            }));
    return answers;
  }

  private static String answer(Question question) {
    try {
      return question.ask();
    } catch (IOException e) {
      return DAMAGED;
    }
  }

  private interface Question {
    String ask() throws IOException;
  }

  private void assertNotOpened(byte[] content) throws IOException {
    File file = write(content);
    assertThatThrownBy(() -> CacheFile.open(file)).isInstanceOf(IOException.class);
  }

  private File write(byte[] content) throws IOException {
    // Another one each time: a file is replaced, and never changed.
    return Files.write(Files.createTempFile(directory, "known", ".lazycache"), content).toFile();
  }
}
