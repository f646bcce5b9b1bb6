package io.lazyloader.agent.optimize;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lazyloader.agent.jars.JarItem;
import io.lazyloader.agent.jars.JarSource;
import io.lazyloader.agent.jars.JarWriter;
import io.lazyloader.agent.jars.Jars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Signatures of keytool and jarsigner. */
@Tag("slow")
class SignaturesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path directory;

  @SuppressWarnings("NullAway.Init")
  private static Path signed;

  @BeforeAll
  static void sign() throws IOException, InterruptedException {
    signed =
        signed(
            "signed.jar",
            Jars.texts("a.txt", "one", "p/B.class", "no class file", "c.txt", "three"));
  }

  @Test
  void a_signed_jar_verifies_and_names_who_signed_it() throws IOException {
    Signatures signatures = requireNonNull(verify(signed));

    assertThat(signatures.signers()).containsExactly("CN=Acme");
    assertThat(signatures.isOfProvider()).isFalse();
  }

  @Test
  void a_jar_that_is_not_signed_has_no_signature() throws IOException {
    assertThat(verify(Jars.write(directory.resolve("plain.jar"), Jars.manifest(), Map.of())))
        .isNull();
  }

  @Test
  void a_jar_that_was_changed_since_is_an_error_that_says_so() throws IOException {
    Path changed = directory.resolve("changed.jar");
    try (JarSource source = JarSource.open(signed);
        JarWriter jar = new JarWriter(changed)) {
      for (JarItem item : source.items()) {
        boolean isChanged = item.name().equals("c.txt");
        jar.add(isChanged ? item.with("four".getBytes(StandardCharsets.UTF_8)) : item);
      }
    }

    assertThatThrownBy(() -> verify(changed))
        .isInstanceOf(OptimizeException.class)
        .hasMessageStartingWith(changed + " is signed, and its signature does not verify: ")
        .hasMessageContaining("c.txt")
        .hasMessageEndingWith(" get it again from where it comes from.");
  }

  @Test
  void a_copy_of_a_signed_jar_still_verifies() throws IOException {
    Path copy = directory.resolve("copy.jar");
    try (JarSource source = JarSource.open(signed);
        JarWriter jar = new JarWriter(copy)) {
      for (JarItem item : source.items()) {
        jar.add(item);
      }
    }

    assertThat(verify(copy)).isEqualTo(verify(signed));
  }

  @Test
  void providers_are_known_by_their_service_or_their_class()
      throws IOException, InterruptedException {
    ClassWriter provider = new ClassWriter(0);
    provider.visit(Opcodes.V17, 0, "p/Ours", null, "java/security/Provider", null);
    Map<String, byte[]> byClass = new LinkedHashMap<>();
    byClass.put("p/Ours.class", provider.toByteArray());

    assertThat(verify(signed("class.jar", byClass))).extracting("isOfProvider").isEqualTo(true);
    assertThat(
            verify(
                signed(
                    "service.jar",
                    Jars.texts("META-INF/services/java.security.Provider", "p.Ours"))))
        .extracting("isOfProvider")
        .isEqualTo(true);
  }

  @Test
  void a_part_shows_no_trace_of_its_signature() throws IOException {
    try (Part part = Part.open(0, new PackedJar(signed, "signed", false))) {
      assertThat(part.items()).extracting(JarItem::name).contains("a.txt", "p/B.class", "c.txt");
      assertThat(part.items())
          .extracting(JarItem::name)
          .noneMatch(name -> name.matches("META-INF/[^/]+\\.\\w+"));
      assertThat(part.manifest().getEntries()).isEmpty();
      assertThat(part.source().manifest().getEntries()).hasSize(3);
    }
  }

  @Test
  void what_else_a_section_says_stays_when_digests_go() {
    Manifest manifest = Jars.manifest();
    Manifest section = Jars.manifest("Sealed", "true", "SHA-256-Digest", "x");
    section.getMainAttributes().remove(Attributes.Name.MANIFEST_VERSION);
    manifest.getEntries().put("p/", section.getMainAttributes());

    assertThat(Signatures.withoutDigests(manifest).getEntries().get("p/"))
        .hasSize(1)
        .containsEntry(Attributes.Name.SEALED, "true");
  }

  private static @Nullable Signatures verify(Path file) throws IOException {
    try (JarSource jar = JarSource.open(file)) {
      return Signatures.verify(jar);
    }
  }

  private static Path signed(String name, Map<String, byte[]> entries)
      throws IOException, InterruptedException {
    Path jar = Jars.write(directory.resolve(name), Jars.manifest(), entries);
    Path keys = directory.resolve("keys.p12");
    List<String> store = List.of("-keystore", keys.toString(), "-storepass", "secret");
    if (!Files.exists(keys)) {
      List<String> key =
          List.of("-genkeypair", "-alias", "acme", "-keyalg", "RSA", "-dname", "CN=Acme");
      run("keytool", store, key);
    }
    run("jarsigner", store, List.of(jar.toString(), "acme"));
    return jar;
  }

  private static void run(String tool, List<String> words, List<String> more)
      throws IOException, InterruptedException {
    String path = Path.of(System.getProperty("java.home"), "bin", tool).toString();
    List<String> command = Stream.of(List.of(path), words, more).flatMap(List::stream).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
