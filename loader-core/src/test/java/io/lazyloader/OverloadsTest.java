package io.lazyloader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Overloads are chosen as javac chooses them: for each pair of methods and each list of arguments,
 * the compiler says which one a call means, that it is ambiguous, or that none fits.
 */
class OverloadsTest {
  private static final String AMBIGUOUS = "ambiguous";
  private static final String NONE = "none";

  private static final List<String> ONE =
      List.of(
          "int",
          "long",
          "char",
          "double",
          "Integer",
          "Long",
          "Object",
          "Number",
          "String",
          "CharSequence",
          "Comparable",
          "int[]",
          "Object[]",
          "int...",
          "long...",
          "Integer...",
          "Object...",
          "String...");

  private static final List<String> MORE =
      List.of(
          "int,Object",
          "Object,int",
          "long,long",
          "int,long",
          "Integer,int",
          "Object,Object",
          "int,int...",
          "Object,Object...",
          "String,int...",
          "String,String",
          "int...",
          "Object...");

  /** Arguments by their source. */
  private static final Map<String, @Nullable Object[]> ARGUMENTS = new LinkedHashMap<>();

  static {
    argue("");
    argue("1", 1);
    argue("1L", 1L);
    argue("'c'", 'c');
    argue("(byte) 1", (byte) 1);
    argue("1.5", 1.5);
    argue("1.5f", 1.5f);
    argue("true", true);
    argue("\"s\"", "s");
    argue("null", (Object) null);
    argue("new int[1]", (Object) new int[1]);
    argue("new String[1]", (Object) new String[1]);
    argue("java.nio.CharBuffer.allocate(1)", java.nio.CharBuffer.allocate(1));
    argue("1, 1", 1, 1);
    argue("1, 1L", 1, 1L);
    argue("1, \"s\"", 1, "s");
    argue("\"s\", 1", "s", 1);
    argue("null, 1", null, 1);
    argue("null, null", null, null);
    argue("\"s\", \"t\"", "s", "t");
    argue("'c', (short) 2", 'c', (short) 2);
    argue("1, 2, 3", 1, 2, 3);
    argue("\"s\", 2, 3", "s", 2, 3);
  }

  private final List<String> calls = new ArrayList<>();
  private final List<String> classes = new ArrayList<>();
  private final List<List<String>> overloads = new ArrayList<>();
  private final List<@Nullable Object[]> arguments = new ArrayList<>();

  @TempDir Path directory;

  private static void argue(String source, @Nullable Object... values) {
    ARGUMENTS.put(source, values);
  }

  @Test
  void calls_mean_what_the_compiler_says_they_mean() throws Throwable {
    pair(ONE);
    pair(MORE);
    Map<Integer, String> refused = compile(List.of());
    compile(List.copyOf(refused.keySet()));
    Map<String, String> differences = new LinkedHashMap<>();
    int count = 0;
    try (Compiled.Loader loader = new Compiled.Loader(directory)) {
      Class<?> caller = loader.loadClass("Caller");
      Map<String, LazyModule> modules = new LinkedHashMap<>();
      for (int call = 0; call < calls.size(); call++) {
        String expected =
            refused.containsKey(call)
                ? refused.get(call)
                : (String) caller.getMethod("c" + call / 1000, int.class).invoke(null, call);
        LazyModule module =
            modules.computeIfAbsent(classes.get(call), name -> LazyModule.of(name, loader));
        String actual = actual(module, arguments.get(call));
        count++;
        if (!actual.equals(expected)) {
          differences.put(
              calls.get(call) + " of " + overloads.get(call), "javac: " + expected + ", " + actual);
        }
      }
    }
    assertThat(count).isGreaterThan(3_000);
    assertThat(refused.values()).contains(AMBIGUOUS, NONE);
    assertThat(differences).isEmpty();
  }

  private static String actual(LazyModule module, @Nullable Object[] arguments) {
    try {
      return String.valueOf(module.callMethod("f", arguments));
    } catch (LazyModuleException e) {
      return String.valueOf(e.getMessage()).contains("is ambiguous") ? AMBIGUOUS : NONE;
    }
  }

  private void pair(List<String> signatures) {
    for (int first = 0; first < signatures.size(); first++) {
      for (int second = first + 1; second < signatures.size(); second++) {
        // An array and variable arity of its type are the same method to the JVM.
        String one = signatures.get(first);
        String other = signatures.get(second);
        if (one.replace("...", "[]").equals(other.replace("...", "[]"))) {
          continue;
        }
        String className = "P" + overloads.size();
        ARGUMENTS.forEach(
            (source, values) -> {
              if (signatures == ONE && values.length == 2) {
                return;
              }
              calls.add("Pairs." + className + ".f(" + source + ")");
              classes.add("Pairs$" + className);
              overloads.add(List.of(one, other));
              arguments.add(values);
            });
      }
    }
  }

  /** Compiles all calls but some; returns why calls were refused. */
  private Map<Integer, String> compile(List<Integer> without) throws IOException {
    StringBuilder source = new StringBuilder("@SuppressWarnings(\"all\") public class Caller {\n");
    int lines = 1;
    Map<Integer, Integer> callsByLine = new LinkedHashMap<>();
    for (int call = 0; call < calls.size(); call++) {
      if (call % 1000 == 0) {
        source
            .append(call == 0 ? "" : "default -> null; }; }\n")
            .append("public static String c")
            .append(call / 1000)
            .append("(int call) { return switch (call) {\n");
        lines += call == 0 ? 1 : 2;
      }
      if (!without.contains(call)) {
        source.append("case ").append(call).append(" -> ").append(calls.get(call)).append(";\n");
        lines++;
        callsByLine.put(lines, call);
      }
    }
    source.append("default -> null; }; } }\n");
    Path caller = Files.writeString(directory.resolve("Caller.java"), source);
    Path pairs = Files.writeString(directory.resolve("Pairs.java"), pairs());
    Map<Integer, String> refused = new LinkedHashMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      compiler
          .getTask(
              null,
              manager,
              diagnostics,
              List.of("-d", directory.toString(), "-nowarn", "-Xmaxerrs", "100000", "-proc:none"),
              null,
              manager.getJavaFileObjects(caller, pairs))
          .call();
    }
    for (Diagnostic<?> each : diagnostics.getDiagnostics()) {
      if (each.getKind() == Diagnostic.Kind.ERROR) {
        int call = callsByLine.getOrDefault((int) each.getLineNumber(), -1);
        assertThat(call).as(each.toString()).isNotNegative();
        refused.put(call, each.getCode().contains("ambiguous") ? AMBIGUOUS : NONE);
      }
    }
    assertThat(without.isEmpty() || refused.isEmpty()).isTrue();
    return refused;
  }

  private String pairs() {
    Map<String, List<String>> byClass = new LinkedHashMap<>();
    for (int call = 0; call < calls.size(); call++) {
      byClass.putIfAbsent(classes.get(call), overloads.get(call));
    }
    StringBuilder source = new StringBuilder("@SuppressWarnings(\"all\") public class Pairs {\n");
    byClass.forEach(
        (name, signatures) -> {
          source.append("public static class ").append(name.substring(6)).append(" {\n");
          for (String signature : signatures) {
            List<String> parameters = new ArrayList<>();
            for (String type : Arrays.asList(signature.split(",", -1))) {
              parameters.add(type + " p" + parameters.size());
            }
            source
                .append("public static String f(")
                .append(String.join(", ", parameters))
                .append(") { return \"")
                .append(signature)
                .append("\"; }\n");
          }
          source.append("}\n");
        });
    return source.append("}\n").toString();
  }
}
