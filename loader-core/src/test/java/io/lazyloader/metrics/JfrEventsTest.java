package io.lazyloader.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.runtime.LazyRegions;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without the agent, as in programs that were woven at build time. */
class JfrEventsTest {
  @TempDir Path directory;

  @Test
  void a_region_inside_another_has_an_event_of_its_own_within_the_other_s() throws IOException {
    List<RecordedEvent> events;
    try (Recording recording = new Recording()) {
      recording.start();
      resolveOneInsideAnother();
      recording.stop();
      Path file = directory.resolve("r.jfr");
      recording.dump(file);
      events = RecordingFile.readAllEvents(file);
    }

    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("io.lazyloader.Defer"))
        .singleElement()
        .satisfies(event -> assertThat(event.getInt("deferredFields")).isEqualTo(3));
    List<RecordedEvent> resolved =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("io.lazyloader.Resolve"))
            .toList();
    assertThat(resolved).hasSize(2);
    RecordedEvent outer = eventOf(resolved, "#OUTER");
    RecordedEvent inner = eventOf(resolved, "#INNER");
    assertThat(inner.getStartTime()).isAfterOrEqualTo(outer.getStartTime());
    assertThat(inner.getEndTime()).isBeforeOrEqualTo(outer.getEndTime());
    assertThat(inner.getString("declarationSite")).isEqualTo("Some.java:2");
  }

  @Test
  void a_recording_that_does_not_want_the_events_gets_none() throws IOException {
    try (Recording recording = new Recording()) {
      recording.disable("io.lazyloader.Resolve");
      recording.disable("io.lazyloader.Defer");
      recording.start();
      resolveOneInsideAnother();
      recording.stop();
      Path file = directory.resolve("r.jfr");
      recording.dump(file);

      assertThat(RecordingFile.readAllEvents(file))
          .noneMatch(event -> event.getEventType().getName().startsWith("io.lazyloader."));
    }
  }

  private static void resolveOneInsideAnother() {
    LazyRegions regions =
        Objects.requireNonNull(
            LazyRegions.register(MethodHandles.lookup(), 2, "Some.java;1:OUTER/OTHER;2:INNER"));
    assertThat(regions.begin(0)).isTrue();
    assertThat(regions.begin(1)).isTrue();
    regions.end(1);
    regions.end(0);
  }

  private static RecordedEvent eventOf(List<RecordedEvent> events, String field) {
    return events.stream()
        .filter(event -> event.getString("field").endsWith(field))
        .findFirst()
        .orElseThrow();
  }
}
