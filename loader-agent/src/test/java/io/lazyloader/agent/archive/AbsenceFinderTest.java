package io.lazyloader.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsenceFinderTest {
  private static final String APP = "jdk/internal/loader/ClassLoaders$AppClassLoader";
  private static final ArchiveLog SILENT = ArchiveLog.read(Stream.of());

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "java.lang.invoke.LambdaForm$MH/0x01, __JVM_LookupDefineClass__, LAMBDA_FORM",
    "java.lang.invoke.BoundMethodHandle$Species_LI, __JVM_LookupDefineClass__, LAMBDA_FORM",
    "a.B$$Lambda$14/0x01, a.B, LAMBDA",
    "a.B$$TypeSwitch/0x01, a.B, HIDDEN",
    "jdk.proxy2.$Proxy5, __JVM_LookupDefineClass__, PROXY",
    "jdk.internal.reflect.GeneratedConstructorAccessor1, __JVM_DefineClass__, GENERATED",
    "a.B, jar:file:/app.jar!/BOOT-INF/lib/b.jar!/, NESTED_JAR",
    "jdk.internal.event.X509CertificateEvent, jrt:/java.base, JFR_EVENT",
    "java.sql.Driver, jrt:/java.sql, NO_ARCHIVE",
    "a.B, __who_knows__, GENERATED",
    "a.B, who knows, OTHER"
  })
  void names_and_sources_tell(String name, String source, AbsenceReason reason) {
    assertThat(why(evidence(false), loaded(name, source)).reason()).isEqualTo(reason);
  }

  @Test
  void what_the_jvm_does_not_say_more_of_is_told_with_its_words() {
    TrainingLog training =
        new TrainingLog(Map.of("a.B", "Full moon", "a.C", "Failed verification"));
    Evidence evidence = new Evidence(false, SILENT, new ArchiveContents(Set.of()), training, false);

    assertThat(why(evidence, loaded("a.B", "jrt:/java.base")))
        .isEqualTo(new Absence(AbsenceReason.OTHER, "Full moon"));
    assertThat(why(evidence, loaded("a.C", "jrt:/java.base")))
        .isEqualTo(new Absence(AbsenceReason.VERIFICATION, "Failed verification"));
  }

  @Test
  void class_files_tell_their_version_and_jars_whether_they_are_signed() throws IOException {
    Path old = jar("old.jar", "a.Old", 49, false);
    Path signed = jar("signed.jar", "a.Signed", 61, true);
    Path plain = jar("plain.jar", "a.Plain", 50, false);

    assertThat(why(evidence(false), loaded("a.Old", old.toUri().toString())))
        .isEqualTo(new Absence(AbsenceReason.OLD, "version 49"));
    assertThat(why(evidence(false), loaded("a.Signed", signed.toUri().toString())).reason())
        .isEqualTo(AbsenceReason.SIGNED);
    assertThat(why(evidence(false), loaded("a.Plain", plain.toUri().toString())).reason())
        .isEqualTo(AbsenceReason.NO_ARCHIVE);
    assertThat(why(evidence(false), loaded("a.B", directory.toUri().toString())).reason())
        .isEqualTo(AbsenceReason.DIRECTORY);
  }

  @Test
  void a_class_shares_the_fate_of_its_supertypes_with_the_reason_of_the_first() throws IOException {
    String plain = jar("plain.jar", "a.Plain", 61, false).toUri().toString();
    String signed = jar("signed.jar", "a.Signed", 61, true).toUri().toString();
    LoadedClass top = loaded("a.Signed", signed);
    LoadedClass middle = new LoadedClass("a.Middle", plain, APP, List.of(top));
    LoadedClass bottom = new LoadedClass("a.Bottom", plain, APP, List.of(middle));

    assertThat(why(evidence(false), bottom))
        .isEqualTo(new Absence(AbsenceReason.SUPERTYPE, "in a signed jar"));
  }

  @Test
  void an_archive_that_has_a_class_is_told_from_one_whose_training_lacked_it() throws IOException {
    String source = jar("plain.jar", "a.Plain", 61, false).toUri().toString();
    LoadedClass plain = loaded("a.Plain", source);
    ArchiveContents contents = new ArchiveContents(Set.of("a.Plain"));

    assertThat(why(evidence(true), plain).reason()).isEqualTo(AbsenceReason.NOT_IN_TRAINING);
    assertThat(why(new Evidence(true, SILENT, contents, null, true), plain).reason())
        .isEqualTo(AbsenceReason.TRANSFORMED);
    assertThat(why(new Evidence(true, SILENT, contents, null, false), plain).reason())
        .isEqualTo(AbsenceReason.NOT_TAKEN);
  }

  @Test
  void a_jar_that_came_later_is_told_from_those_of_the_archive() throws IOException {
    String source = jar("plain.jar", "a.Plain", 61, false).toUri().toString();
    ArchiveContents none = new ArchiveContents(Set.of());
    ArchiveLog with = new ArchiveLog(List.of(), List.of(), List.of(), List.of("plain.jar"), true);
    ArchiveLog without = new ArchiveLog(List.of(), List.of(), List.of(), List.of("b.jar"), true);

    assertThat(why(new Evidence(true, with, none, null, false), loaded("a.Plain", source)).reason())
        .isEqualTo(AbsenceReason.NOT_IN_TRAINING);
    assertThat(
            why(new Evidence(true, without, none, null, false), loaded("a.Plain", source)).reason())
        .isEqualTo(AbsenceReason.NOT_ON_ARCHIVED_PATH);
  }

  @Test
  void loaders_of_the_program_are_named() {
    LoadedClass plug =
        new LoadedClass("plug.Plug", "file:/plug.jar", "java/net/URLClassLoader", List.of());

    assertThat(why(evidence(false), plug))
        .isEqualTo(new Absence(AbsenceReason.OTHER_LOADER, "java.net.URLClassLoader"));
  }

  private Absence why(Evidence evidence, LoadedClass loaded) {
    try (AbsenceFinder finder = new AbsenceFinder(evidence, List.of(loaded), directory)) {
      return finder.why(loaded);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Evidence evidence(boolean usesArchive) {
    return new Evidence(usesArchive, SILENT, new ArchiveContents(Set.of()), null, false);
  }

  private static LoadedClass loaded(String name, String source) {
    return new LoadedClass(name, source, APP, List.of());
  }

  private Path jar(String file, String name, int version, boolean isSigned) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String entry = name.replace('.', '/') + ".class";
    if (isSigned) {
      Attributes digests = new Attributes();
      digests.putValue("SHA-256-Digest", "AAAA");
      manifest.getEntries().put(entry, digests);
    }
    Path jar = directory.resolve(file);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry(entry));
      out.write(
          new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, (byte) version});
      out.closeEntry();
    }
    return jar;
  }
}
