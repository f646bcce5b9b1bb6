package io.lazyloader.agent.analysis;

import io.lazyloader.agent.rewrite.Compiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** All adversarial cases: the files in {@code src/test/resources/adversarial}, one per theme. */
public final class AdversarialCases {
  private static final List<AdversarialCase> ALL = read();

  /** Class files by internal name, by package; compiled in one go, which is a lot faster. */
  private static final Map<String, Map<String, byte[]>> CLASS_FILES = compile();

  private AdversarialCases() {}

  static List<AdversarialCase> all() {
    return ALL;
  }

  /** The class files of one package and those that tests share, by internal name. */
  static Map<String, byte[]> classFiles(String packageName) {
    Map<String, byte[]> classFiles = new LinkedHashMap<>(packageOf("kit"));
    classFiles.putAll(packageOf(packageName));
    return classFiles;
  }

  /** The class files of all packages, by internal name. */
  public static Map<String, byte[]> classFiles() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    CLASS_FILES.values().forEach(all::putAll);
    return all;
  }

  private static Map<String, byte[]> packageOf(String name) {
    return Objects.requireNonNull(CLASS_FILES.get(name), name);
  }

  private static Map<String, Map<String, byte[]>> compile() {
    String[] sources = ALL.stream().flatMap(each -> each.sources().stream()).toArray(String[]::new);
    Map<String, Map<String, byte[]>> packages = new HashMap<>();
    Compiler.compile(sources)
        .forEach(
            (name, classFile) -> {
              String packageName = name.substring(0, name.lastIndexOf('/')).replace('/', '.');
              packages
                  .computeIfAbsent(packageName, key -> new LinkedHashMap<>())
                  .put(name, classFile);
            });
    return packages;
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
