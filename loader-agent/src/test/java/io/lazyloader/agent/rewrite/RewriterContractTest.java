package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What users of the rewriter rely on beside the behaviour of its output. */
class RewriterContractTest {
  private static final String MEMBERS =
      """
      @Lazy static final Object A = "a".trim();
      @Lazy static final int B = "b".length();
      @Lazy private static final Object C = yes() ? "c" : "d";
      """;

  @Test
  void the_same_class_gives_the_same_bytes() {
    byte[] one = Unit.ofMain(MEMBERS, "A").after("Main");
    byte[] other = Unit.ofMain(MEMBERS, "A").after("Main");

    assertThat(one).isEqualTo(other);
  }

  @Test
  void a_rewriter_gives_the_same_bytes_each_time() {
    ClassRewriter rewriter =
        new ClassRewriter(Unit.ofMain(MEMBERS, "A").before("Main"), Request.NONE);
    byte[] first = rewriter.rewrite((owner, name, descriptor) -> false);

    assertThat(rewriter.rewrite((owner, name, descriptor) -> false)).isEqualTo(first);
  }

  @Test
  void the_input_is_not_modified() {
    byte[] classFile = Unit.ofMain(MEMBERS, "A").before("Main");
    byte[] copy = classFile.clone();
    new ClassRewriter(classFile, Request.NONE).rewrite((owner, name, descriptor) -> false);

    assertThat(classFile).isEqualTo(copy);
  }

  @Test
  void a_class_that_nothing_selects_is_left_alone() {
    byte[] classFile = Unit.ofMain("static final Object A = \"a\".trim();", "A").before("Main");

    assertThat(
            new ClassRewriter(classFile, Request.NONE).rewrite((owner, name, descriptor) -> false))
        .isNull();
  }

  @Test
  void a_class_all_of_whose_wishes_are_refused_is_left_alone() {
    byte[] classFile = Unit.ofMain("@Lazy static final int A = 1;", "A").before("Main");

    assertThat(
            new ClassRewriter(classFile, Request.NONE).rewrite((owner, name, descriptor) -> false))
        .isNull();
  }

  @Test
  void a_class_file_of_the_future_is_an_error() {
    byte[] classFile = Unit.ofMain(MEMBERS, "A").before("Main");
    classFile[7] = (byte) 200;

    assertThatThrownBy(() -> new ClassRewriter(classFile, Request.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_decision_names_the_class() {
    Unit unit = Unit.of("package p.q; class Owner { static class Nested {} }");

    assertThat(unit.decision("p.q.Owner$Nested").className()).isEqualTo("p.q.Owner$Nested");
  }

  @Test
  void a_deferred_field_keeps_its_access_and_loses_final() throws ReflectiveOperationException {
    Class<?> main = Unit.ofMain(MEMBERS, "A").lazy().initialise("Main");

    assertThat(Modifier.toString(main.getDeclaredField("A").getModifiers()))
        .isEqualTo("static volatile");
    assertThat(Modifier.toString(main.getDeclaredField("C").getModifiers()))
        .isEqualTo("private static volatile");
  }

  @Test
  void every_member_that_is_added_is_synthetic() {
    Class<?> main = Unit.ofMain(MEMBERS, "A").switchable().lazy().initialise("Main");

    assertThat(
            Arrays.stream(main.getDeclaredMethods()).filter(m -> m.getName().startsWith("$lazy$")))
        .isNotEmpty()
        .allMatch(method -> method.isSynthetic());
    assertThat(
            Arrays.stream(main.getDeclaredFields()).filter(f -> f.getName().startsWith("$lazy$")))
        .isNotEmpty()
        .allMatch(field -> field.isSynthetic() && Modifier.isPrivate(field.getModifiers()));
  }

  @Test
  void a_hundred_fields_of_one_class_move() {
    StringBuilder members = new StringBuilder();
    StringBuilder sum = new StringBuilder("0");
    for (int index = 0; index < 100; index++) {
      String before = index == 0 ? "1" : "F" + (index - 1);
      members.append("@Lazy static final long F" + index + " = " + before + " + yes1();\n");
      sum.append(" + F").append(index);
    }
    members.append("static long yes1() { return yes() ? 1L : 0L; }");

    Unit.ofMain(members.toString(), sum.toString()).isLazyAndBehavesTheSame();
  }
}
