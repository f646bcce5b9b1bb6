package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is long is read by nobody as a whole. */
@Tag("slow")
class SourceSizesTest {
  private static final int LONGEST_METHOD = 60;
  private static final int LONGEST_FILE = 400;

  /** What the head of a longer file says before it gives its reason. */
  private static final String REASON = "Longer than other";

  private static final List<Path> sources = new ArrayList<>();

  @BeforeAll
  static void find() throws IOException {
    for (String module : List.of("loader-core", "loader-agent")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    assertThat(sources).hasSizeGreaterThan(200);
  }

  @Test
  void a_file_of_more_than_400_lines_says_why() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : sources) {
      List<String> lines = Files.readAllLines(source);
      if (lines.size() > LONGEST_FILE && !String.join(" ", lines).contains(REASON)) {
        found.add(source.getFileName() + ": " + lines.size());
      }
    }

    assertThat(found).isEmpty();
  }

  @Test
  void a_method_has_at_most_60_lines() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> found = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        LineMap lines = unit.getLineMap();
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void unused) {
            if (method.getBody() != null) {
              long first = positions.getStartPosition(unit, method.getBody());
              long last = positions.getEndPosition(unit, method);
              long length = lines.getLineNumber(last) - lines.getLineNumber(first) + 1;
              if (length > LONGEST_METHOD) {
                found.add(unit.getSourceFile().getName() + ' ' + method.getName() + ": " + length);
              }
            }
            return super.visitMethod(method, null);
          }
        }.scan(unit, null);
      }
    }

    assertThat(found).isEmpty();
  }
}
