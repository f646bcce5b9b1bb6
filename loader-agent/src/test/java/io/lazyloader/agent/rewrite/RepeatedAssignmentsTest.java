package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fields that their class's initialiser assigns more than once, where not all may be moved. */
class RepeatedAssignmentsTest {
  @Test
  void a_field_whose_second_assignment_must_stay_is_not_moved_with_another_one() {
    Unit unit =
        Unit.ofMain(
            """
            static final Object KEPT = (Main.twice = Main.twice);
            private static Object twice = new StringBuilder("second");
            """,
            "KEPT + \" \" + twice + \" \" + KEPT");
    unit.asking("Main", request -> request.judge(new OnlyShort()));

    assertThat(unit.decision("Main").deferred()).isEmpty();
    unit.behavesTheSame();
  }

  /** Objects to the region that has both assignments. */
  private static final class OnlyShort implements Judge {
    @Override
    public @Nullable String obstacle(Region region) {
      return region.end() - region.start() > 5 ? "it is too long" : null;
    }
  }
}
