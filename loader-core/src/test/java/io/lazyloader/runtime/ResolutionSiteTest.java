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
            FinalFields.class.getName(),
            ForeignReads.class.getName(),
            ClosingLoaders.class.getName());
  }

  @Test
  void code_that_has_the_jdk_read_fields_is_named_and_not_what_resolves_them_for_it() {
    StackTraceElement[] stack = {
      frame("acme.Shop", "$lazy$resolve$0"),
      frame(LazyRegions.class.getName(), "resolve"),
      frame(ForeignReads.class.getName(), "resolve"),
      frame(ForeignReads.class.getName(), "byPlatform"),
      frame("acme.Main", "main"),
    };

    assertThat(ResolutionSite.of(stack)).isEqualTo("acme.Main.main(Some.java:1)");
  }

  private static StackTraceElement frame(String className, String method) {
    return new StackTraceElement(className, method, "Some.java", 1);
  }
}
