package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Initialisers that take all the memory and time there is are judged in a small heap. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("heavy")
class JudgesMemoryIT {
  /** One member of each class: how its field X is computed. */
  private static final String[] SHAPES = {
    "int x() { StringBuilder b = new StringBuilder(); String s = \"x\".repeat(1_000_000);"
        + " for (int i = 0; i < 2000; i++) b.append(s, 0, 1_000_000); return b.length(); }",
    "int x() { StringBuilder b = new StringBuilder(); while (true) b.append(b).append('x'); }",
    "int x() { String s = \"x\"; while (true) s += s; }",
    "int x() { String s = \"x\"; while (true) s = s.concat(s); }",
    "int x() { return \"ab\".repeat(700_000_000).length(); }",
    "int x() { return \"a\".repeat(1000).replace(\"a\", \"b\".repeat(1_000_000)).length(); }",
    "int x() { return \"a\\n\".repeat(1000).indent(1_000_000).length(); }",
    "int x() { return new StringBuilder(2_000_000_000).length(); }",
    "int x() { StringBuilder b = new StringBuilder(); b.setLength(2_000_000_000); return 1; }",
    "int x() { StringBuilder b = new StringBuilder(); for (int i = 0; i < 100_000; i++)"
        + " b.insert(0, \"0123456789\".repeat(1000)); return b.length(); }",
    "int x() { return new byte[2_000_000_000].length; }",
    "int x() { return new long[1000][1000][1000].length; }",
    "int x() { List<Object> all = new ArrayList<>(); while (true) all.add(new long[1000]); }",
    "int x() { List<Object> all = new ArrayList<>(); while (true) all.add(new Object()); }",
    "int x() { List<Object> all = new ArrayList<>(); while (true) all.add(new int[0]); }",
    "int x() { Map<Long, Long> all = new HashMap<>(); for (long i = 0; ; i++) all.put(i, i); }",
    "int x() { Object[] all = {}; while (true) all = new Object[] {all, all, all}; }",
    "int x() { List<Object> all = List.of(); while (true) all = List.of(all, all); }",
    "int x() { int[] all = {1}; while (true) all = Arrays.copyOf(all, all.length * 2); }",
    "int x() { int[] all = {1}; while (true) { all = all.clone(); } }",
    "int x() { return BigInteger.TEN.pow(10_000_000).bitLength(); }",
    "int x() { BigInteger i = BigInteger.TEN; while (true) i = i.multiply(i); }",
    "int x() { return \"x\".repeat(3000).matches(\"(x+x+)+y\") ? 1 : 2; }",
    "int x() { return \"x\".repeat(100_000).split(\"\").length; }",
    "int x() { char[] c = \"x\".repeat(1_000_000).toCharArray(); List<String> all ="
        + " new ArrayList<>(); while (true) all.add(new String(c)); }",
    "int x() { String s = \"x\".repeat(2_000_000); int n = 0; while (true) n += s.indexOf(\"xy\"); }",
    "int x() { String s = \"x\".repeat(1_000_000), t = s + \"y\"; return (s + s).indexOf(t); }",
    "int x() { String s = \"x\".repeat(1_000_000), t = s.substring(1) + 'x'; int n = 0;"
        + " while (s.equals(t)) n++; return n; }",
    "int x() { return x() + 1; }",
    "int x() { try { return x() + 1; } finally { x(); } }",
    "int x() { List<Object> all = new ArrayList<>(); while (true) try { deep(150); }"
        + " catch (RuntimeException e) { all.add(e); } }"
        + " static void deep(int n) { if (n == 0) throw new RuntimeException(); deep(n - 1); }",
    "int x() { long n = 0; while (true) n += System.identityHashCode(null); }",
  };

  private static final int TABLES = 120;

  private Path directory;
  private Program program;

  @BeforeAll
  void compile(@TempDir Path temporary) throws IOException {
    directory = temporary;
    StringBuilder source = new StringBuilder("// app/Shapes.java\npackage app;\n");
    source.append("import java.math.*; import java.util.*;\npublic class Shapes {\n");
    source.append(
        """
          public static void main(String[] arguments) throws Exception {
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
              Class.forName("app.Shape" + i, false, Shapes.class.getClassLoader());
            }
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
              Class.forName("app.Table" + i, false, Shapes.class.getClassLoader());
            }
            System.out.println("loaded");
          }
        }
        """);
    for (int index = 0; index < SHAPES.length; index++) {
      source.append("class Shape" + index + " { static final String Y = \"y\".concat(\"y\"); ");
      source.append("static final int X = x(); static ");
      source.append(SHAPES[index] + " }\n");
    }
    // Each is small enough, but not all of them; and each needs the next one.
    for (int index = 0; index < TABLES; index++) {
      source.append(
          "class Table" + index + " { static final long[][] X = new long[10][100_000];\n");
      source.append("static final int NEXT = Table" + (index + 1) + ".size(); ");
      source.append("static int size() { return 1000; } }\n");
    }
    source.append("class Table" + TABLES + " { static int size() { return 1000; } }\n");
    program = Program.of(directory, source.toString());
  }

  @Test
  void explains_every_shape_in_128_mb() throws IOException {
    Path plan = directory.resolve("app.lazyplan");
    Program.Run run =
        program.run(
            List.of("-Xmx128m"),
            "-jar " + Program.AGENT,
            "explain",
            "--all",
            "-cp",
            program.classes().toString(),
            "--plan",
            plan.toString());
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out() + run.err()).doesNotContain("Error").doesNotContain("Exception");
    List<String> planned =
        Files.readAllLines(plan).stream().map(line -> line.split("\\s", 2)[0]).toList();
    for (int index = 0; index < SHAPES.length; index++) {
      assertThat(planned).contains("app.Shape" + index + "#Y");
      assertThat(planned).doesNotContain("app.Shape" + index + "#X");
    }
    assertThat(planned).contains("app.Table" + (TABLES - 1) + "#NEXT");
  }

  @Test
  void loads_every_shape_in_mode_all_in_128_mb() {
    Program.Run run =
        program
            .jvm("-Xmx128m")
            .lazy("mode=all,quiet", "app.Shapes", "" + SHAPES.length, "" + TABLES);
    assertThat(run.out()).isEqualTo("loaded" + System.lineSeparator());
    assertThat(run.err()).isEmpty();
  }
}
