package io.lazyloader.agent.analysis.jdk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Prints the table of methods of the JDK that are not followed, and holds {@code docs/safety.md}
 * against it. With {@code -Ddocs.write=true} it writes the table into that file instead.
 */
class MethodTableTest {
  private static final Path PAGE = Path.of("..", "docs", "safety.md");
  private static final String BEGIN = "<!-- table of methods, by MethodTableTest -->\n";
  private static final String END = "<!-- end of the table of methods -->\n";

  @Test
  void documentation_has_the_table() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(begin).isGreaterThanOrEqualTo(BEGIN.length());
    assertThat(end).isGreaterThanOrEqualTo(begin);
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
      return;
    }

    assertThat(page.substring(begin, end))
        .as("run this test with -Ddocs.write=true to write the table anew")
        .isEqualTo(table());
  }

  /** Every method that a row says is computed stands in the code of its topic by its name. */
  @Test
  void there_is_code_for_what_is_computed() throws IOException {
    Set<String> missing = new TreeSet<>();
    int checked = 0;
    for (Row row : MethodTable.rows()) {
      if (row.does() != Row.Does.COMPUTES) {
        continue;
      }
      Set<String> named = namesIn(classOf(row.topic()));
      for (String method : row.methods()) {
        String name = method.substring(method.lastIndexOf('.') + 1);
        if (!name.equals("*") && !named.contains(name)) {
          missing.add(method);
        }
        checked++;
      }
    }

    assertThat(checked).isGreaterThan(60);
    assertThat(missing).isEmpty();
  }

  private static Class<?> classOf(String topic) {
    return switch (topic) {
      case "Objects" -> ObjectMethods.class;
      case "Arrays" -> ArrayMethods.class;
      case "Classes" -> ClassMethods.class;
      case "Enums" -> EnumMethods.class;
      case "Throwables" -> ThrowableMethods.class;
      case "Strings" -> StringMethods.class;
      case "Builders" -> BuilderMethods.class;
      case "Numbers" -> NumberMethods.class;
      case "Charsets" -> CharsetMethods.class;
      case "Unsafe" -> UnsafeMethods.class;
      case "Handles" -> HandleMethods.class;
      case "Callers" -> CallerMethods.class;
      case "JVM" -> JvmMethods.class;
      case "Files" -> FileMethods.class;
      default -> throw new AssertionError("no code for the topic " + topic);
    };
  }

  /** The last parts of the texts that the code of a class has. */
  private static Set<String> namesIn(Class<?> type) throws IOException {
    ClassNode code = new ClassNode();
    try (InputStream input = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      new ClassReader(requireNonNull(input)).accept(code, 0);
    }
    Set<String> names = new TreeSet<>();
    for (MethodNode method : code.methods) {
      for (AbstractInsnNode each : method.instructions) {
        if (each instanceof LdcInsnNode constant && constant.cst instanceof String text) {
          names.add(text.substring(text.lastIndexOf('.') + 1));
        }
      }
    }
    return names;
  }

  // ---- printing ----

  private static String table() {
    StringBuilder text = new StringBuilder();
    text.append("\n| | Method | What stands for it |\n|---|---|---|\n");
    String topic = "";
    for (Row row : MethodTable.rows()) {
      text.append(row.topic().equals(topic) ? "| | " : "| " + row.topic() + " | ")
          .append(methods(row.methods()))
          .append(" | ")
          .append(row.describe())
          .append(" |\n");
      topic = row.topic();
    }
    text.append("\n| Class | Methods that the JVM that analyses computes |\n|---|---|\n");
    Map<Set<String>, List<String>> classes = new LinkedHashMap<>();
    HostMethods.all()
        .forEach(
            (owner, names) ->
                classes
                    .computeIfAbsent(new TreeSet<>(names), same -> new ArrayList<>())
                    .add('`' + owner.substring(owner.lastIndexOf('/') + 1) + '`'));
    classes.forEach(
        (names, owners) ->
            text.append("| ")
                .append(String.join(", ", owners))
                .append(" | ")
                .append(String.join(", ", names))
                .append(" |\n"));
    return text.append('\n').toString();
  }

  /** Methods of one class are named after it, in the order of their rows. */
  private static String methods(List<String> methods) {
    Map<String, List<String>> byClass = new LinkedHashMap<>();
    for (String method : methods) {
      int dot = method.lastIndexOf('.');
      byClass
          .computeIfAbsent(method.substring(0, dot), owner -> new ArrayList<>())
          .add(method.substring(dot + 1));
    }
    List<String> texts = new ArrayList<>();
    byClass.forEach(
        (owner, names) ->
            texts.add('`' + owner.replace('/', '.') + '.' + String.join("`, `", names) + '`'));
    return String.join("; ", texts);
  }
}
