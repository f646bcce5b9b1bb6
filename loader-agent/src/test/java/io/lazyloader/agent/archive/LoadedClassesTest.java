package io.lazyloader.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadedClassesTest {
  @ParameterizedTest
  @ValueSource(strings = {"17-classes", "25-classes"})
  void each_class_has_its_source_loader_and_supertypes(String log) {
    List<LoadedClass> classes = LoadedClasses.read(Logs.lines(log));

    LoadedClass object = named(classes, "java.lang.Object");
    assertThat(object.isArchived()).isTrue();
    assertThat(object.isFromTop()).isFalse();
    LoadedClass main = named(classes, "app.Main");
    assertThat(main.isFromTop()).isTrue();
    assertThat(main.hasBuiltInLoader()).isTrue();
    assertThat(main.supertypes()).containsExactly(object);
    LoadedClass kid = named(classes, "app.Main$Kid");
    assertThat(kid.source()).isEqualTo("file:/app/app.jar");
    assertThat(kid.supertypes()).extracting(LoadedClass::name).containsExactly("sig.Signed");
    LoadedClass plug = named(classes, "plug.Plug");
    assertThat(plug.loader()).isEqualTo("java/net/URLClassLoader");
    assertThat(plug.hasBuiltInLoader()).isFalse();
    assertThat(plug.supertypes()).extracting(LoadedClass::name).contains("java.lang.Runnable");
    assertThat(classes).filteredOn(LoadedClass::isHidden).isNotEmpty();
    assertThat(classes)
        .extracting(LoadedClass::stableName)
        .contains("app.Main$$Lambda", "java.lang.invoke.LambdaForm$MH");
  }

  @Test
  void a_class_without_details_counts_all_the_same() {
    List<LoadedClass> classes =
        LoadedClasses.read(
            Stream.of("a.B source: jrt:/java.base", "some other line", "a.C source: file:/a.jar"));

    assertThat(classes).extracting(LoadedClass::name).containsExactly("a.B", "a.C");
    assertThat(classes).extracting(LoadedClass::loader).containsOnly("");
  }

  private static LoadedClass named(List<LoadedClass> classes, String name) {
    return classes.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }
}
