package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** People find their way in moved code: line numbers and names of locals are what they were. */
class DebugInfoTest {

  /** The lines in {@code Main} of the stack traces that {@code Main.trace()} was called with. */
  private static final String TRACE =
      """
      static String lines = "";
      static String trace() {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
          if (frame.getClassName().equals("Main") && frame.getMethodName().contains("init")) {
            lines += frame.getLineNumber() + " ";
          }
        }
        return "";
      }
      """;

  @Test
  void stack_traces_of_moved_code_have_the_lines_of_the_source() {
    Unit unit =
        Unit.ofMain(
                TRACE
                    + """
                    @Lazy static final String A = trace();
                    @Lazy static final String B = "b"
                        + trace()
                        + (yes() ? trace()
                            : "x");
                    @Lazy static final String C;
                    static {
                      String text = "";
                      for (int i = 0; i < 2; i++) {
                        text += trace();
                      }
                      C = text + trace();
                    }
                    """,
                "A + B + C + lines")
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value()).isEqualTo("b10 12 13 19 19 21 ");
  }

  @Test
  void stack_traces_of_what_stays_in_clinit_have_the_lines_of_the_source() {
    Unit unit =
        Unit.ofMain(
                TRACE
                    + """
                    @Lazy static final Object A = "a".trim();
                    static final String B = trace();
                    @Lazy static final Object C = "c".trim(); static final String D = trace();
                    @Lazy static final Object E = "e"
                        .trim(); static final String F = trace();
                    static { trace(); }
                    @Lazy static final Object G = yes()
                        ? "g"
                        : "h";
                    static { trace(); }
                    """,
                "lines")
            .isLazyAndBehavesTheSame();

    assertThat(unit.lazy().run().value())
        .isEqualTo(unit.eager().run().value())
        .isEqualTo("11 12 14 15 19 ");
  }

  @Test
  void exceptions_of_moved_code_are_thrown_on_the_line_of_the_source() {
    Unit unit =
        Unit.ofMain(
            """

            @Lazy static final Object A = "a"
                .concat(
                    none());
            static String none() { return null; }
            """,
            "A");

    assertThat(lineOfFailure(unit.eager())).isEqualTo(3);
    assertThat(lineOfFailure(unit.lazy())).isEqualTo(3);
  }

  /** Below the frame of the library method that threw. */
  private static int lineOfFailure(Program program) {
    Throwable cause = Objects.requireNonNull(program.run().failure().getCause());
    return Arrays.stream(cause.getStackTrace())
        .filter(frame -> frame.getClassName().equals("Main"))
        .mapToInt(StackTraceElement::getLineNumber)
        .findFirst()
        .orElse(-1);
  }

  @Test
  void locals_keep_their_names_in_moved_code() {
    Unit unit =
        Unit.ofMain(
            """
            @Lazy static final int A;
            static {
              int first = "a".length();
              for (int index = 0; index < 2; index++) { long inner = index; first += inner; }
              A = first;
            }
            """,
            "A");

    assertThat(locals(unit, "$lazy$init$A")).containsExactlyInAnyOrder("first", "index", "inner");
  }

  @Test
  void a_local_that_is_declared_until_after_its_region_keeps_its_name() {
    Unit unit =
        Unit.ofMain(
            """
            @Lazy static final int A;
            static final int B;
            static {
              int first = "a".length();
              A = first + first;
              B = "b".length();
            }
            """,
            "A + B");
    unit.isLazyAndBehavesTheSame();

    assertThat(locals(unit, "$lazy$init$A")).containsExactly("first");
  }

  @Test
  void locals_keep_their_names_in_what_stays() {
    Unit unit =
        Unit.ofMain(
            """
            @Lazy static final Object A = "a".trim();
            static { int rest = "a".length(); Log.note("rest", rest + rest); }
            """,
            "A");

    assertThat(locals(unit, "<clinit>")).containsExactly("rest");
  }

  private static List<String> locals(Unit unit, String name) {
    ClassNode node = new ClassNode();
    new ClassReader(unit.after("Main")).accept(node, 0);
    List<String> locals = new ArrayList<>();
    for (MethodNode method : node.methods) {
      if (method.name.equals(name)) {
        method.localVariables.forEach(local -> locals.add(local.name));
      }
    }
    return locals;
  }
}
