package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.cache.CacheDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A program with two fields that are worth deferring, and a cache for what is learnt of it. */
abstract class CachedProgram {
  /** Takes long enough to be worth deferring. */
  static final String LONG_PATTERN =
      "(a|b)+[0-9]{2,3}(?:x|y|z)*[\\\\w&&[^c]]+(foo|bar|baz|qux)?.*"
          + "(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)*";

  @TempDir Path directory;
  Path cache;
  Program program;

  @BeforeEach
  void compile() throws IOException {
    cache = directory.resolve("cache");
    program =
        Program.of(
            directory,
            data(LONG_PATTERN),
            """
            // app/Spare.java
            package app;
            import java.util.regex.Pattern;
            public class Spare {
              static final Pattern SPARE = Pattern.compile("%s");
              static int count;
            }
            """
                .formatted(LONG_PATTERN),
            """
            // app/Reader.java
            package app;
            public class Reader {
              static boolean matches(String text) { return Data.PATTERN.matcher(text).matches(); }
            }
            """,
            """
            // app/Reflector.java
            package app;
            import java.lang.reflect.Field;
            public class Reflector {
              static Object read(String type, String name) throws ReflectiveOperationException {
                Field field = Class.forName(type).getDeclaredField(name);
                field.setAccessible(true);
                return field.get(null);
              }
            }
            """,
            """
            // app/Proxied.java
            package app;
            import java.lang.reflect.Proxy;
            public class Proxied {
              public interface Greeting { String greet(); }
              static String greet() {
                return ((Greeting) Proxy.newProxyInstance(
                        Proxied.class.getClassLoader(),
                        new Class<?>[] {Greeting.class},
                        (proxy, method, arguments) -> method.getName()))
                    .greet();
              }
            }
            """,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) throws Exception {
                System.out.println("started " + ++Data.count + ++Spare.count);
                for (String arg : args) {
                  System.out.println(
                      arg.equals("reflect")
                          ? Reflector.read("app.Data", "PATTERN")
                          : arg.equals("spare")
                              ? Spare.SPARE
                              : arg.equals("proxy") ? Proxied.greet() : Reader.matches(arg));
                }
                System.out.println("end");
              }
            }
            """);
  }

  static String data(String pattern) {
    return """
        // app/Data.java
        package app;
        import java.util.regex.Pattern;
        public class Data {
          static final Pattern PATTERN = Pattern.compile("%s");
          static int count;
        }
        """
        .formatted(pattern);
  }

  Run learn(String... arguments) {
    return program.lazy("mode=all,learn=exit,cache=" + cache, "app.Main", arguments);
  }

  String eager(String... arguments) {
    return program.eager("app.Main", arguments).out();
  }

  /** The one cache that there is. */
  File file() {
    List<File> files = new CacheDirectory(cache.toFile()).list();
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }
}
