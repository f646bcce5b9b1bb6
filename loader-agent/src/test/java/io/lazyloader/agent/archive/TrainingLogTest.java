package io.lazyloader.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLogTest {
  private static final String ZSTD =
      "org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream";

  @ParameterizedTest
  @ValueSource(strings = {"17-training", "25-training"})
  void what_is_left_out_is_read_with_its_reason(String log) {
    TrainingLog training = TrainingLog.read(Logs.lines(log));

    assertThat(training.reason("sig.Signed")).isEqualTo("Signed JAR");
    assertThat(training.reason("app.Main$Kid")).isEqualTo("super class sig/Signed is excluded");
    assertThat(training.reason("jdk.internal.event.Event")).isEqualTo("JFR event class");
    assertThat(training.reason("app.Main")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "17-training, groovy.ui.GroovyMain$VersionProvider, Old class has been linked",
    "17-training, org.apache.logging.log4j.core.async.AsyncLoggerContext, Failed verification",
    "25-training, picocli.CommandLine$Help$Visibility, Old class has been linked",
    "25-training, " + ZSTD + ", Failed verification"
  })
  void reasons_have_the_words_of_the_jvm(String log, String name, String reason) {
    assertThat(TrainingLog.read(Logs.lines(log)).reason(name)).isEqualTo(reason);
  }

  @Test
  void a_later_reason_that_says_more_counts() {
    TrainingLog training =
        TrainingLog.read(
            Stream.of(
                "Skipping a/B: Not in loaded state",
                "Skipping a/B: Signed JAR",
                "Skipping a/B: Unsupported location",
                "Skipping class (excluded): a.C",
                "Skipping a/D because it is dynamically generated"));

    assertThat(training.reason("a.B")).isEqualTo("Signed JAR");
    assertThat(training.reason("a.D")).isEqualTo("it is dynamically generated");
    assertThat(training.excluded()).hasSize(2);
  }
}
