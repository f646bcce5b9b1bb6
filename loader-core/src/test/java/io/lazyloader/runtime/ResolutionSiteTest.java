package io.lazyloader.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResolutionSiteTest {
  @Test
  void classes_between_a_read_and_its_resolver_are_named_as_stack_traces_name_them() {
    assertThat(ResolutionSite.BETWEEN)
        .containsExactlyInAnyOrder(
            LazyCell.class.getName(),
            LazyRegions.class.getName(),
            ReflectiveAccess.class.getName(),
            ClosingLoaders.class.getName());
  }
}
