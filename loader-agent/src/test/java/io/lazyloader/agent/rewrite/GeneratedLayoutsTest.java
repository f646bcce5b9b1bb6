package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.Opcodes;

/**
 * However a {@code <clinit>} is laid out, what comes out is a class that the JVM verifies and that
 * does what the original does.
 */
class GeneratedLayoutsTest {
  private static final int CLASSES = Integer.getInteger("layouts", 80);

  @ParameterizedTest
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void any_layout_gives_a_valid_class_that_does_the_same(boolean isMarked, boolean isSwitchable) {
    int version = isSwitchable ? Opcodes.V1_8 : Opcodes.V17;
    int deferred = 0;
    int moved = 0;
    for (int seed = 0; seed < CLASSES; seed++) {
      byte[] classFile = new LayoutGenerator(new Random(seed), isMarked, version).generate("Main");
      assertThat(ClassFileCheck.problem(classFile)).as("seed %s", seed).isNull();
      Unit unit = new Unit(Map.of("Main", classFile));
      unit.asking(
          "Main",
          request -> request.switchable(isSwitchable).judge(isMarked ? null : Judge.RECKLESS));
      try {
        unit.behavesTheSame();
        assertThat(unit.eager().run().thrown()).isNull();
        if (isSwitchable) {
          assertThat(unit.switchedOff().run().text()).isEqualTo(unit.eager().run().text());
        }
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
      int here = unit.decision("Main").deferred().size();
      deferred += here;
      moved += here > 0 ? 1 : 0;
    }
    // Enough of them have regions to move at all.
    assertThat(moved).isGreaterThan(CLASSES / 3);
    assertThat(deferred).isGreaterThan(CLASSES / 2);
  }
}
