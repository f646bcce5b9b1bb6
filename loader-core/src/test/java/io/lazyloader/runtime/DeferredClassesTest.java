package io.lazyloader.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

class DeferredClassesTest {
  @Test
  void unloaded_classes_are_forgotten_once_start_up_is_over_and_still_counted() throws Exception {
    Startup.markReady("test");
    int before = DeferredClasses.deferredFields();
    LazyRegions kept = DeferredClasses.add(MethodHandles.lookup(), 1, "Kept.java;1:KEPT");
    for (int index = 0; index < 100; index++) {
      DeferredClasses.add(MethodHandles.lookup(), 2, "Gone.java;1:A;2:B/C");
    }

    for (int attempt = 0; attempt < 100 && DeferredClasses.entries() > 10; attempt++) {
      System.gc();
      Thread.sleep(10);
      DeferredClasses.add(MethodHandles.lookup(), 1, "Next.java;1:NEXT");
    }

    assertThat(DeferredClasses.entries()).isLessThan(20);
    assertThat(DeferredClasses.deferredFields()).isGreaterThanOrEqualTo(before + 1 + 300);
    assertThat(DeferredClasses.nameAndSite(kept.firstId()))
        .isEqualTo("io.lazyloader.runtime.DeferredClassesTest#KEPT (Kept.java:1)");
    assertThat(DeferredClasses.fieldsInState(LazyRegions.PENDING))
        .contains("io.lazyloader.runtime.DeferredClassesTest#KEPT");
  }
}
