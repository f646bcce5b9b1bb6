package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.Compiler;
import io.lazyloader.agent.rewrite.DeferredFields;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Request;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code verify-jar}. */
class VerifyJarTest {
  private static final Map<String, byte[]> CLASSES =
      Compiler.compile(
          "class Holder { static final Object A = new Object(), B = new Object(); }",
          "class Reader { static Object read() { return Holder.A; } }");

  @TempDir Path directory;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  @BeforeEach
  void takeOriginals() {
    files.put("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0\n"));
    files.put("Holder.class", classFile("Holder"));
    files.put("Reader.class", classFile("Reader"));
    files.put("notes.txt", text("as it was"));
  }

  @Test
  void tells_what_became_of_classes_and_files() throws IOException {
    Path original = jar("original.jar");
    defer();
    files.put("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0\nCreated-By: x\n"));

    Ran ran = verify(original, jar("rewritten.jar"));

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .isEqualTo(
            """
            2 classes
                    0 have the bytes that they had
                    1 defer 2 fields
                    0 are modernised
                    0 are not vouched for
                    1 other files are as they were

            for information:
              the manifest differs in Created-By.
            """);
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void a_class_that_was_changed_otherwise_fails_with_the_place() throws IOException {
    Path original = jar("original.jar");
    files.put("Reader.class", other("class Reader { static Object read() { return null; } }"));

    Ran ran = verify(original, jar("rewritten.jar"));

    assertThat(ran.out())
        .contains("1 are not vouched for")
        .contains("not vouched for: Reader.class\n")
        .contains(
            "method read()Ljava/lang/Object;: at instruction 0 (line 1) expected getstatic"
                + " Holder.A");
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  @Test
  void a_read_past_the_accessor_of_another_class_fails() throws IOException {
    Path original = jar("original.jar");
    byte[] reader = classFile("Reader");
    defer();
    files.put("Reader.class", reader);

    Ran ran = verify(original, jar("rewritten.jar"));

    assertThat(ran.out())
        .contains("it reads Holder#A past its accessor, and the field is deferred.");
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  @Test
  void an_accessor_that_is_not_there_fails() throws IOException {
    Path original = jar("original.jar");
    byte[] holder = classFile("Holder");
    defer();
    files.put("Holder.class", holder);

    Ran ran = verify(original, jar("rewritten.jar"));

    assertThat(ran.out()).contains("it reads Holder#A by an accessor, and Holder has none that");
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  @Test
  void files_that_differ_are_missing_or_new_fail() throws IOException {
    files.put("gone.txt", text("gone"));
    Path original = jar("original.jar");
    files.remove("gone.txt");
    files.remove("Reader.class");
    files.put("notes.txt", text("is other"));
    files.put("Added.class", classFile("Reader"));

    Ran ran = verify(original, jar("rewritten.jar"));

    assertThat(ran.out())
        .contains(
            """
            wrong:
              notes.txt has other bytes.
              Added.class has no original.
              Reader.class is missing.
              gone.txt is missing.
            """);
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  @Test
  void signatures_and_the_index_may_go() throws IOException {
    files.put("META-INF/SIGNER.SF", text("x"));
    files.put("META-INF/SIGNER.RSA", text("x"));
    files.put("META-INF/INDEX.LIST", text("x"));
    Path original = jar("original.jar");
    files.keySet().removeIf(name -> name.contains("SIGNER") || name.contains("INDEX"));

    assertThat(verify(original, jar("rewritten.jar")).exitCode()).isZero();
  }

  @Test
  void of_several_originals_the_first_counts() throws IOException {
    Path first = jar("first.jar");
    Map<String, byte[]> merged = new LinkedHashMap<>(files);
    files.put("notes.txt", text("is other"));
    files.put("more.txt", text("more"));
    Path second = jar("second.jar");
    merged.put("more.txt", text("more"));
    files.clear();
    files.putAll(merged);
    Path rewritten = jar("rewritten.jar");

    assertThat(
            Ran.command("verify-jar", first + File.pathSeparator + second, rewritten.toString())
                .exitCode())
        .isZero();
    assertThat(
            Ran.command("verify-jar", second + File.pathSeparator + first, rewritten.toString())
                .out())
        .contains("notes.txt has other bytes.");
  }

  @Test
  void services_of_several_originals_are_taken_together() throws IOException {
    files.put("META-INF/services/Service", text("One # of the first\n"));
    Path first = jar("first.jar");
    files.put("META-INF/services/Service", text("Two"));
    Path second = jar("second.jar");
    files.put("META-INF/services/Service", text("One\nTwo\n"));

    Ran ran =
        Ran.command(
            "verify-jar", first + File.pathSeparator + second, jar("rewritten.jar").toString());

    assertThat(ran.out()).doesNotContain("wrong").doesNotContain("information");
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void versions_of_a_class_are_compared_under_their_own_names() throws IOException {
    files.put("META-INF/versions/17/Reader.class", classFile("Reader"));
    Path original = jar("original.jar");
    files.put(
        "META-INF/versions/17/Reader.class",
        other("class Reader { static Object read() { return null; } }"));

    assertThat(verify(original, jar("rewritten.jar")).out())
        .contains("not vouched for: META-INF/versions/17/Reader.class");
  }

  @Test
  void directories_are_compared_as_jars_are() throws IOException {
    Path original = jar("original.jar");
    Path rewritten = Files.createDirectories(directory.resolve("classes"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = rewritten.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }

    assertThat(verify(original, rewritten).exitCode()).isZero();
  }

  @Test
  void json_has_the_same_counts_and_each_changed_class() throws IOException {
    Path original = jar("original.jar");
    defer();

    Ran ran =
        Ran.command("verify-jar", "--json", original.toString(), jar("rewritten.jar").toString());

    assertThat(new JsonFactory().createParser(ran.out()).nextToken().isStructStart()).isTrue();
    assertThat(ran.out())
        .contains("\"vouched\" : true", "\"fields\" : 2", "\"deferred\" : [ \"A\", \"B\" ]")
        .contains("\"file\" : \"Holder.class\"", "\"file\" : \"Reader.class\"");
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void what_is_missing_or_damaged_is_wrong_usage() throws IOException {
    Path original = jar("original.jar");
    Path damaged = Files.write(directory.resolve("damaged.jar"), text("no jar"));
    Path missing = directory.resolve("missing.jar");

    assertThat(verify(original, missing).err())
        .isEqualTo("lazyloader: there is no jar or directory " + missing + ".\n");
    assertThat(verify(missing, original).err())
        .isEqualTo("lazyloader: there is no jar or directory " + missing + ".\n");
    assertThat(verify(damaged, original).err())
        .startsWith("lazyloader: " + damaged + " can't be read: ");
    assertThat(verify(damaged, original).exitCode()).isEqualTo(2);
  }

  @Test
  void a_class_file_that_is_none_is_not_vouched_for_unless_it_is_the_same() throws IOException {
    files.put("None.class", text("none"));
    Path original = jar("original.jar");
    assertThat(verify(original, jar("same.jar")).exitCode()).isZero();
    files.put("None.class", text("none at all"));

    assertThat(verify(original, jar("rewritten.jar")).out())
        .contains("not vouched for: None.class")
        .contains("the original can't be read");
  }

  private static Ran verify(Path original, Path rewritten) {
    return Ran.command("verify-jar", original.toString(), rewritten.toString());
  }

  /** Has the holder defer its fields, and the reader call its accessors. */
  private void defer() {
    Request request = Request.NONE.judge(Judge.RECKLESS).switchable(true);
    DeferredFields deferred =
        (owner, name, descriptor) -> owner.equals("Holder") && !name.startsWith("$");
    for (String name : new String[] {"Holder", "Reader"}) {
      byte[] rewritten = new ClassRewriter(classFile(name), request).rewrite(deferred);
      assertThat(rewritten).isNotNull();
      if (rewritten != null) {
        files.put(name + ".class", rewritten);
      }
    }
  }

  private static byte[] classFile(String name) {
    return CLASSES.getOrDefault(name, new byte[0]);
  }

  private static byte[] other(String reader) {
    return Compiler.compile(reader).getOrDefault("Reader", new byte[0]);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path jar(String name) throws IOException {
    Path jar = directory.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    return jar;
  }
}
