package io.lazyloader.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RunIdsTest {
  @Test
  void of_very_many_runs_the_smallest_numbers_are_kept_in_whatever_order_they_come() {
    RunIds all = many(1, 3 * RunIds.MOST);

    assertThat(all.size()).isEqualTo(RunIds.MOST);
    assertThat(all.isCut()).isTrue();
    RunIds first = many(1, RunIds.MOST);
    RunIds rest = RunIds.NONE;
    Random random = new Random(1);
    for (int at = 0; at < 3 * RunIds.MOST; at++) {
      long id = random.nextLong();
      rest = at < RunIds.MOST ? rest : rest.plus(RunIds.of(id));
    }
    assertThat(first.plus(rest)).isEqualTo(all).isEqualTo(rest.plus(first));
    assertThat(all.plus(first)).isEqualTo(all).isEqualTo(all.plus(all));
  }

  @Test
  void what_is_in_is_told_as_long_as_that_can_be_known() {
    RunIds some = RunIds.of(5).plus(RunIds.of(-7)).plus(RunIds.of(9));
    assertThat(some.size()).isEqualTo(3);
    assertThat(RunIds.of(9).in(some)).isEqualTo(1);
    assertThat(RunIds.of(8).plus(RunIds.of(9)).in(some)).isEqualTo(1);
    assertThat(RunIds.of(Long.MAX_VALUE).areKnownTo(some)).isTrue();

    RunIds cut = many(1, 2 * RunIds.MOST);
    assertThat(RunIds.of(Long.MAX_VALUE).areKnownTo(cut)).isFalse();
    assertThat(RunIds.of(Long.MIN_VALUE).areKnownTo(cut)).isTrue();
    assertThat(RunIds.NONE.areKnownTo(cut)).isTrue();
  }

  @Test
  void they_come_back_as_they_were_written_and_their_size_is_bounded() throws IOException {
    Profile shop = Profiles.shop();
    assertThat(ProfileFiles.written(shop)).doesNotContain("run_ids");
    assertThat(ProfileFiles.read(ProfileFiles.written(shop)).runIds()).isEqualTo(RunIds.NONE);

    Profile one = shop.with(RunIds.of(-1));
    assertThat(ProfileFiles.written(one)).contains("\"runs\":1,\"run_ids\":\"//////////8=\"");
    assertThat(ProfileFiles.read(ProfileFiles.written(one))).isEqualTo(one);

    RunIds cut = many(1, 2 * RunIds.MOST);
    Profile many = new Profile(2L * RunIds.MOST, shop.facts(), shop.totals(), shop.classes(), cut);
    String written = ProfileFiles.written(many);
    assertThat(written).contains(",\"more_run_ids\":true,");
    assertThat(written.length() - ProfileFiles.written(shop).length()).isLessThan(180_000);
    assertThat(ProfileFiles.read(written)).isEqualTo(many);
  }

  @Test
  void numbers_that_nobody_wrote_are_told() {
    for (String bad : new String[] {"?", "AAA=", "AAAAAAAAAAAAAAAAAAAAAA=="}) {
      String text =
          ProfileFiles.written(Profiles.shop().with(RunIds.of(-1))).replace("//////////8=", bad);
      assertThatThrownBy(() -> ProfileFiles.read(text))
          .as(bad)
          .isInstanceOf(ProfileException.class)
          .hasMessageContaining("\"run_ids\" is no list of numbers: ");
    }
  }

  private static RunIds many(long seed, int count) {
    RunIds ids = RunIds.NONE;
    Random random = new Random(seed);
    for (int at = 0; at < count; at++) {
      ids = ids.plus(RunIds.of(random.nextLong()));
    }
    return ids;
  }
}
