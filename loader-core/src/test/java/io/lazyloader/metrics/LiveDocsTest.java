package io.lazyloader.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dashboard, rules and page name what Micrometer really shows. */
class LiveDocsTest {
  private static final Path FOLDER = Path.of("../docs");

  /** A metric, and the labels that are asked of it, if any; in JSON their quotes are escaped. */
  private static final Pattern METRIC =
      Pattern.compile("(?<![\\w:])(lazyloader_[a-z_]+)(?:\\{([^}]*)})?");

  private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\\\\?\"([^\"\\\\]*)\\\\?\"");
  private static final Pattern BY = Pattern.compile("(?:by|without) \\(([a-z, ]+)\\)");

  /** What Prometheus adds itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

  @ParameterizedTest
  @ValueSource(strings = {"live/grafana-dashboard.json", "live/prometheus-rules.yml", "live.md"})
  void each_metric_and_label_that_is_named_is_scraped(String file) throws IOException {
    List<String> scrape = scrape();
    Matcher metrics = METRIC.matcher(Files.readString(FOLDER.resolve(file)));
    int named = 0;
    while (metrics.find()) {
      named++;
      String metric = metrics.group(1);
      List<String> series =
          scrape.stream().filter(line -> line.matches(metric + "[ {].*")).toList();
      assertThat(series).as("%s in %s", metric, file).isNotEmpty();
      Matcher labels = LABEL.matcher(metrics.group(2) == null ? "" : metrics.group(2));
      while (labels.find()) {
        if (!OF_PROMETHEUS.contains(labels.group(1))) {
          String label = labels.group(1) + "=\"" + labels.group(2) + '"';
          assertThat(series).as(file).anyMatch(line -> line.contains(label));
        }
      }
    }
    assertThat(named).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"live/grafana-dashboard.json", "live/prometheus-rules.yml"})
  void series_are_taken_together_by_labels_that_there_are(String file) throws IOException {
    Set<String> known = new TreeSet<>(OF_PROMETHEUS);
    Matcher labels = LABEL.matcher(String.join("\n", scrape()));
    while (labels.find()) {
      known.add(labels.group(1));
    }
    Matcher groups = BY.matcher(Files.readString(FOLDER.resolve(file)));
    while (groups.find()) {
      assertThat(known).contains(groups.group(1).split(", *"));
    }
  }

  @Test
  void the_dashboard_leaves_out_no_meter() throws IOException {
    String dashboard = Files.readString(FOLDER.resolve("live/grafana-dashboard.json"));
    Set<String> names =
        scrape().stream().map(line -> line.replaceAll("[ {].*", "")).collect(Collectors.toSet());

    assertThat(names).hasSize(7).allMatch(dashboard::contains);
  }

  @Test
  void an_instance_adds_as_many_series_as_the_page_says() throws IOException {
    assertThat(scrape()).hasSize(12);
    assertThat(Files.readString(FOLDER.resolve("live.md"))).contains("adds twelve series");
  }

  @Test
  void each_alert_is_explained() throws IOException {
    String page = Files.readString(FOLDER.resolve("live.md"));
    Matcher alerts =
        Pattern.compile("alert: (\\w+)")
            .matcher(Files.readString(FOLDER.resolve("live/prometheus-rules.yml")));
    int count = 0;
    while (alerts.find()) {
      count++;
      assertThat(page).contains("| `" + alerts.group(1) + "` |");
    }
    assertThat(count).isPositive();
  }

  private static List<String> scrape() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new LazyloaderMetrics().bindTo(registry);
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }
}
