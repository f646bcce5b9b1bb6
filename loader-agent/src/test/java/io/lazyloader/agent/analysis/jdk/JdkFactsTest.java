package io.lazyloader.agent.analysis.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.analysis.CaseClasses;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Holds the table of what is known about the JDK against the JDK that runs this: each fact is about
 * the fields that it was written for, and about no other field of the same and similar classes.
 */
class JdkFactsTest {
  private static final List<String> CLASSES =
      List.of(
          "java/io/File",
          "java/lang/Character$UnicodeBlock",
          "java/lang/Character$UnicodeScript",
          "java/lang/Integer$IntegerCache",
          "java/lang/String",
          "java/lang/Throwable",
          "java/lang/ref/Reference",
          "java/lang/ref/SoftReference",
          "java/lang/ref/WeakReference",
          "java/math/BigDecimal",
          "java/math/BigInteger",
          "java/time/format/DateTimeFormatter",
          "java/time/format/DateTimeFormatterBuilder",
          "java/util/Arrays$LegacyMergeSort",
          "java/util/Base64$Decoder",
          "java/util/Base64$Encoder",
          "java/util/Currency",
          "java/util/HashMap",
          "java/util/ImmutableCollections$List12",
          "java/util/ImmutableCollections$ListN",
          "java/util/Locale",
          "java/util/regex/Matcher",
          "java/util/regex/Pattern",
          "sun/util/locale/BaseLocale");

  private final CaseClasses classes = new CaseClasses(Map.of());
  private final World world = new World(classes);

  @Test
  void constants_are_these() {
    assertThat(all(field -> field.isStatic() && JdkFacts.holdsConstant(field)))
        .containsExactly(
            "java.lang.Character$UnicodeBlock.map",
            "java.time.format.DateTimeFormatterBuilder.FIELD_MAP",
            "java.util.Base64$Encoder.toBase64",
            "java.util.Base64$Encoder.toBase64URL",
            "java.util.regex.Pattern.accept",
            "java.util.regex.Pattern.lastAccept");
  }

  @Test
  void caches_are_these() {
    List<String> caches = all(field -> !field.isStatic() && JdkFacts.isCache(field));

    // What BigInteger calls its own differs between versions: each is 0 until it is computed.
    assertThat(caches.removeIf(name -> name.matches("java.math.BigInteger.*Plus(One|Two)")))
        .isTrue();
    assertThat(caches)
        .containsExactlyInAnyOrder(
            "java.math.BigDecimal.precision",
            "java.math.BigDecimal.stringCache",
            "java.util.Locale.baseLocale",
            "java.util.Locale.hashCodeValue",
            "java.util.Locale.languageTag",
            "java.util.Locale.localeExtensions",
            "sun.util.locale.BaseLocale.hash");
  }

  @Test
  void arrays_of_numbers_are_constant() {
    assertThat(all(field -> !field.stable && JdkFacts.holdsConstantArray(field)))
        .containsExactly("java.math.BigInteger.mag");
    assertThat(all(field -> field.stable && field.descriptor.charAt(0) != '['))
        .as("fields that are stable and no arrays")
        .isNotEmpty();
    assertThat(
            all(field -> field.descriptor.charAt(0) != '[' && JdkFacts.holdsConstantArray(field)))
        .isEmpty();
    assertThat(all(field -> field.stable && field.descriptor.charAt(0) == '['))
        .as("arrays whose elements are stable")
        .isNotEmpty()
        .allSatisfy(name -> assertThat(all(JdkFacts::holdsConstantArray)).contains(name));
  }

  @Test
  void jvm_fixes_these_when_it_starts() {
    assertThat(all(field -> JdkFacts.fixedAtStart(field) != null))
        .containsExactlyInAnyOrder(
            "java.io.File.pathSeparator",
            "java.io.File.pathSeparatorChar",
            "java.io.File.separator",
            "java.io.File.separatorChar",
            "java.util.Arrays$LegacyMergeSort.userRequested");
  }

  @Test
  void collector_empties_references() {
    assertThat(all(JdkFacts::isUpToCollector)).containsExactly("java.lang.ref.Reference.referent");
  }

  /** But for what the JVM and the JDK's own tools write, as the table says. */
  @Test
  void nobody_assigns_again_what_is_said_to_be_assigned_once() {
    List<String> once =
        all(field -> field.isStatic() && !field.isFinal() && JdkFacts.isNeverReassigned(field));
    List<String> assigned = new ArrayList<>();
    for (String name : CLASSES) {
      ClassNode type = new ClassNode();
      new ClassReader(classes.classFile(name)).accept(type, 0);
      for (MethodNode method : type.methods) {
        for (AbstractInsnNode each : method.instructions) {
          if (each.getOpcode() == Opcodes.PUTSTATIC && !method.name.equals("<clinit>")) {
            FieldInsnNode put = (FieldInsnNode) each;
            assigned.add(Names.binary(put.owner) + '.' + put.name);
          }
        }
      }
    }

    assertThat(once).contains("java.lang.ref.SoftReference.clock");
    assertThat(assigned).isNotEmpty().doesNotContainAnyElementsOf(once);
  }

  private List<String> all(Predicate<FieldInfo> predicate) {
    List<String> names = new ArrayList<>();
    for (String name : CLASSES) {
      for (FieldInfo field : world.type(name).fields.values()) {
        if (predicate.test(field)) {
          names.add(field.toString());
        }
      }
    }
    return names;
  }
}
