package io.lazyloader.agent.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** All adversarial cases: the files in {@code src/test/resources/adversarial}, one per theme. */
final class AdversarialCases {
  private static final List<AdversarialCase> ALL = read();

  private AdversarialCases() {}

  static List<AdversarialCase> all() {
    return ALL;
  }

  private static List<AdversarialCase> read() {
    URL folder = Objects.requireNonNull(AdversarialCases.class.getResource("/adversarial"));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().flatMap(AdversarialCases::casesOf).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<AdversarialCase> casesOf(Path file) {
    String theme = file.getFileName().toString().replace(".java", "").replace('-', ' ');
    try {
      return AdversarialCase.parse(theme, Files.readString(file)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
