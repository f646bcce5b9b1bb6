package io.lazyloader.agent.rewrite;

import io.lazyloader.Lazy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles Java source in memory, with debug information. Each source has the imports that tests
 * need (the annotations, {@code java.util}, {@link #LOG}) without its lines being moved.
 */
public final class Compiler {
  /** Where the annotations and the run-time library of this build are. */
  static final Path CORE = core();

  private static final String IMPORTS =
      "import io.lazyloader.*; import java.util.*; import java.util.function.*; import kit.Log; ";

  private static final String LOG =
      """
      package kit;
      public final class Log {
        private static final StringBuilder TEXT = new StringBuilder();
        public static <T> T note(String event, T value) {
          TEXT.append(event).append(' ');
          return value;
        }
        public static String text() {
          return TEXT.toString().trim();
        }
      }
      """;

  private static final Pattern PACKAGE =
      Pattern.compile("\\s*(?:@\\w+(?:\\([^)]*\\))?\\s+)?package ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile("^[^/\"]*?\\b(?:class|interface|enum|record) (\\w+)", Pattern.MULTILINE);

  private Compiler() {}

  /** Compiles with the newest language level; returns class files by internal name. */
  public static Map<String, byte[]> compile(String... sources) {
    return compile(List.of(), sources);
  }

  /** Compiles for an older release; returns class files by internal name. */
  static Map<String, byte[]> compileFor(int release, String... sources) {
    return compile(List.of("--release", Integer.toString(release)), sources);
  }

  private static Map<String, byte[]> compile(List<String> extraOptions, String... sources) {
    List<JavaFileObject> units = new ArrayList<>();
    units.add(new Source(LOG));
    for (String source : sources) {
      units.add(new Source(withImports(source)));
    }
    List<String> options =
        new ArrayList<>(List.of("-g", "-proc:none", "-nowarn", "-cp", CORE.toString()));
    options.addAll(extraOptions);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      Output output = new Output(files);
      if (!javac.getTask(messages, output, null, options, null, units).call()) {
        throw new AssertionError(messages + "\nin\n" + String.join("\n", sources));
      }
      return output.classFiles();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withImports(String source) {
    Matcher declared = PACKAGE.matcher(source);
    int at = declared.lookingAt() ? declared.end() : 0;
    return source.substring(0, at) + IMPORTS + source.substring(at);
  }

  private static Path core() {
    try {
      return Path.of(Lazy.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///" + fileName(text)), Kind.SOURCE);
      this.text = text;
    }

    private static String fileName(String text) {
      Matcher declared = PACKAGE.matcher(text);
      String folder = declared.lookingAt() ? declared.group(1).replace('.', '/') + '/' : "";
      Matcher type = TYPE.matcher(text);
      return folder + (type.find() ? type.group(1) : "package-info") + ".java";
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

    Output(JavaFileManager files) {
      super(files);
    }

    Map<String, byte[]> classFiles() {
      Map<String, byte[]> classFiles = new LinkedHashMap<>();
      written.forEach((name, bytes) -> classFiles.put(name, bytes.toByteArray()));
      return classFiles;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      String name = className.replace('.', '/');
      return new SimpleJavaFileObject(URI.create("string:///" + name + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          written.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
