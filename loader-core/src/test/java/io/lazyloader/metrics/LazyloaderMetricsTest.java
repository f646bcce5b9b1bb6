package io.lazyloader.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.runtime.LazyRegions;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LazyloaderMetricsTest {
  @Test
  void a_scrape_shows_the_meters_under_the_names_of_prometheus() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    new LazyloaderMetrics(Tags.of("app", "shop")).bindTo(registry);

    assertThat(registry.scrape().lines())
        .filteredOn(line -> line.startsWith("# TYPE"))
        .containsExactlyInAnyOrder(
            "# TYPE lazyloader_startup_ready_seconds gauge",
            "# TYPE lazyloader_fields gauge",
            "# TYPE lazyloader_resolutions_seconds summary",
            "# TYPE lazyloader_resolutions_worst_seconds gauge",
            "# TYPE lazyloader_overhead_seconds gauge",
            "# TYPE lazyloader_rewritten_classes_total counter");
    assertThat(registry.scrape())
        .contains(
            "lazyloader_fields{app=\"shop\",state=\"pending\"} ",
            "lazyloader_fields{app=\"shop\",state=\"failed\"} ",
            "lazyloader_resolutions_seconds_count{app=\"shop\",phase=\"startup\"} ",
            "lazyloader_resolutions_seconds_sum{app=\"shop\",phase=\"ready\"} ",
            "lazyloader_overhead_seconds{app=\"shop\",work=\"premain\"} ",
            "# HELP lazyloader_startup_ready_seconds Time from the start of the JVM until start-up was"
                + " over");
  }

  @Test
  void a_scrape_shows_what_has_been_resolved_since_the_last_one() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new LazyloaderMetrics().bindTo(registry);
    LazyRegions regions =
        Objects.requireNonNull(
            LazyRegions.register(MethodHandles.lookup(), 2, "Some.java;1:ONE;2:TWO/THREE"));
    double pendingBefore = pending(registry);
    double resolvedBefore = resolved(registry);

    assertThat(regions.begin(1)).isTrue();
    regions.end(1);

    assertThat(pending(registry)).isEqualTo(pendingBefore - 2);
    assertThat(resolved(registry)).isEqualTo(resolvedBefore + 1);
  }

  private static double pending(PrometheusMeterRegistry registry) {
    return registry.get("lazyloader.fields").tag("state", "pending").gauge().value();
  }

  /** In either phase: another test may have ended start-up in this JVM. */
  private static double resolved(PrometheusMeterRegistry registry) {
    return registry.get("lazyloader.resolutions").functionTimers().stream()
        .mapToDouble(timer -> timer.count())
        .sum();
  }
}
