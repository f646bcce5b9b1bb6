package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Accessors that other classes already call bind every version of a class. */
class PromisesTest {
  private static final String READER =
      "class Main { static String run() { return Owner.A + Owner.B; } }";

  private final Unit lazy =
      Unit.of(
          READER,
          """
          class Owner {
            @Lazy static final String A = Log.note("A", "a");
            @Lazy static final int B = Log.note("B", 2);
          }
          """);

  /** Runs the readers of the lazy owner on another version of it. */
  private Outcome runWith(String owner, Set<String> promised) {
    Request request = Request.NONE.promised(promised);
    byte[] before = Compiler.compile(owner).getOrDefault("Owner", new byte[0]);
    byte[] after = new ClassRewriter(before, request).rewrite((type, name, descriptor) -> false);
    assertThat(after).isNotNull();
    Map<String, byte[]> classFiles = new HashMap<>(Compiler.compile(owner));
    classFiles.put("Owner", after == null ? before : after);
    classFiles.put("Main", lazy.after("Main"));
    return new Program(classFiles, getClass().getClassLoader()).run();
  }

  @Test
  void fields_that_turn_out_eager_get_plain_accessors() {
    String owner = "class Owner { static final String A = \"a\".trim(); static final int B = 7; }";

    assertThat(runWith(owner, Set.of("A", "B")).text()).isEqualTo("returned a7");
  }

  @Test
  void some_fields_may_stay_lazy_while_others_turn_out_eager() {
    String owner =
        "class Owner { static final String A = \"a\".trim(); @Lazy static final int B = \"b\".length(); }";

    assertThat(runWith(owner, Set.of("A", "B")).text()).isEqualTo("returned a1");
  }

  @Test
  void fields_that_were_not_promised_stay_eager() {
    String owner =
        """
        class Owner {
          @Lazy static final String A = "a".trim();
          @Lazy static final int B = "b".length();
          @Lazy static final Object C = "c".trim();
        }
        """;
    Request request = Request.NONE.promised(Set.of("A", "B"));
    byte[] classFile = Compiler.compile(owner).getOrDefault("Owner", new byte[0]);
    Decision decision = new ClassRewriter(classFile, request).decision();

    assertThat(decision.deferred()).containsExactly("A", "B");
    assertThat(decision.refused()).containsOnlyKeys("C");
  }

  @Test
  void private_fields_need_no_promise() {
    Unit unit =
        Unit.ofMain("@Lazy private static final Object A = \"a\".trim();", "A")
            .asking("Main", request -> request.promised(Set.of()));

    assertThat(unit.decision("Main").deferred()).containsExactly("A");
    unit.behavesTheSame();
  }

  @Test
  void a_promise_about_a_field_that_is_gone_is_forgotten() {
    String owner = "class Owner { static final String A = \"a\".trim(); static final int B = 7; }";

    assertThat(runWith(owner, Set.of("A", "B", "GONE")).text()).isEqualTo("returned a7");
  }
}
