package io.lazyloader.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.nio.file.Path;

/** The floors: who may know whom. */
@ArchTag("slow")
@AnalyzeClasses(packages = "io.lazyloader", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** No field, as those are read where tests are looked for, in whatever directory. */
  @ArchTest
  static void packages_are_as_drawn_in_the_documentation(JavaClasses imported) {
    classes()
        .should(
            adhereToPlantUmlDiagram(
                Path.of("../docs/packages.puml"), consideringOnlyDependenciesInDiagram()))
        .check(imported);
  }

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices().matching("io.lazyloader.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule floors_depend_downwards =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("runtime")
          .definedBy("io.lazyloader.runtime")
          .layer("metrics")
          .definedBy("io.lazyloader.metrics")
          .layer("api")
          .definedBy("io.lazyloader")
          .layer("junit")
          .definedBy("io.lazyloader.junit")
          .layer("rewrite")
          .definedBy("io.lazyloader.agent.rewrite")
          .layer("analysis")
          .definedBy("io.lazyloader.agent.analysis")
          .layer("about")
          .definedBy("io.lazyloader.agent.about")
          .layer("analysis.engine")
          .definedBy("io.lazyloader.agent.analysis.engine")
          .layer("analysis.jdk")
          .definedBy("io.lazyloader.agent.analysis.jdk")
          .layer("analysis.machine")
          .definedBy("io.lazyloader.agent.analysis.machine")
          .layer("analysis.effects")
          .definedBy("io.lazyloader.agent.analysis.effects")
          .layer("analysis.heap")
          .definedBy("io.lazyloader.agent.analysis.heap")
          .layer("analysis.world")
          .definedBy("io.lazyloader.agent.analysis.world")
          .layer("plan")
          .definedBy("io.lazyloader.agent.plan")
          .layer("cache")
          .definedBy("io.lazyloader.agent.cache")
          .layer("profile")
          .definedBy("io.lazyloader.agent.profile")
          .layer("record")
          .definedBy("io.lazyloader.agent.record")
          .layer("report")
          .definedBy("io.lazyloader.agent.report")
          .layer("bench")
          .definedBy("io.lazyloader.agent.bench")
          .layer("archive")
          .definedBy("io.lazyloader.agent.archive")
          .layer("validate")
          .definedBy("io.lazyloader.agent.validate")
          .layer("classpath")
          .definedBy("io.lazyloader.agent.classpath")
          .layer("modernise")
          .definedBy("io.lazyloader.agent.modernise")
          .layer("agent")
          .definedBy("io.lazyloader.agent")
          .layer("weave")
          .definedBy("io.lazyloader.agent.weave")
          .layer("optimize")
          .definedBy("io.lazyloader.agent.optimize")
          .layer("jars")
          .definedBy("io.lazyloader.agent.jars")
          .layer("cli")
          .definedBy("io.lazyloader.agent.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("weave")
          .mayOnlyBeAccessedByLayers("optimize")
          .whereLayer("optimize")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("jars")
          .mayOnlyBeAccessedByLayers("optimize", "cli")
          .whereLayer("agent")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("about")
          .mayOnlyBeAccessedByLayers("record", "agent", "weave", "optimize", "cli")
          .whereLayer("cache")
          .mayOnlyBeAccessedByLayers("agent", "cli")
          .whereLayer("plan")
          .mayOnlyBeAccessedByLayers(
              "agent", "weave", "optimize", "cli", "profile", "record", "report")
          .whereLayer("profile")
          .mayOnlyBeAccessedByLayers("record", "report", "agent", "cli")
          .whereLayer("record")
          .mayOnlyBeAccessedByLayers("agent")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("bench", "cli")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("optimize", "cli")
          .whereLayer("archive")
          .mayOnlyBeAccessedByLayers("optimize", "cli")
          .whereLayer("validate")
          .mayOnlyBeAccessedByLayers("optimize", "cli")
          .whereLayer("classpath")
          .mayOnlyBeAccessedByLayers("optimize", "cli")
          .whereLayer("modernise")
          .mayOnlyBeAccessedByLayers("optimize", "cli")
          .whereLayer("analysis.engine")
          .mayOnlyBeAccessedByLayers("agent", "cli")
          .whereLayer("analysis.jdk")
          .mayOnlyBeAccessedByLayers("analysis.engine")
          .whereLayer("analysis.machine")
          .mayOnlyBeAccessedByLayers("analysis.engine", "analysis.jdk")
          .whereLayer("analysis.effects")
          .mayOnlyBeAccessedByLayers("analysis.engine", "analysis.jdk", "analysis.machine")
          .whereLayer("analysis.heap")
          .mayOnlyBeAccessedByLayers("analysis.jdk", "analysis.machine", "analysis.effects")
          .whereLayer("analysis.world")
          .mayOnlyBeAccessedByLayers(
              "analysis.engine",
              "analysis.jdk",
              "analysis.machine",
              "analysis.effects",
              "analysis.heap")
          .whereLayer("analysis")
          .mayOnlyBeAccessedByLayers(
              "classpath",
              "modernise",
              "agent",
              "weave",
              "optimize",
              "cli",
              "analysis.engine",
              "analysis.jdk",
              "analysis.machine",
              "analysis.effects",
              "analysis.heap",
              "analysis.world")
          .whereLayer("rewrite")
          .mayOnlyBeAccessedByLayers(
              "cache",
              "analysis.engine",
              "analysis.machine",
              "analysis.effects",
              "analysis.world",
              "record",
              "agent",
              "weave",
              "optimize",
              "cli")
          .whereLayer("junit")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("junit", "agent", "weave")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("api", "record", "agent", "cli")
          .whereLayer("runtime")
          .mayOnlyBeAccessedByLayers("metrics", "api", "junit", "record", "agent");

  @ArchTest
  static final ArchRule the_run_time_library_needs_java_base_only =
      noClasses()
          .that()
          .resideInAPackage("io.lazyloader.runtime")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.lang.management..",
                  "java.util.logging..",
                  "java.nio.file..",
                  "java.util.stream..",
                  "org.slf4j..",
                  "net.bytebuddy..",
                  "org.objectweb.asm.."));

  @ArchTest
  static final ArchRule the_path_to_main_is_lean =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.lazyloader.agent",
              "io.lazyloader.agent.about",
              "io.lazyloader.agent.plan",
              "io.lazyloader.agent.rewrite")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.util.logging..",
                  "java.nio.file..",
                  "java.util.stream..",
                  "java.lang.management..",
                  "org.slf4j..",
                  "net.bytebuddy.."));

  @ArchTest
  static final ArchRule rewriter_and_analysis_know_bytes_only =
      noClasses()
          .that()
          .resideInAnyPackage("io.lazyloader.agent.rewrite", "io.lazyloader.agent.analysis..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.nio.file..", "java.lang.instrument..", "java.net.."));

  @ArchTest
  static final ArchRule what_validates_the_rewriter_shares_no_code_with_it =
      classes()
          .that()
          .resideInAPackage("io.lazyloader.agent.validate")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "io.lazyloader.agent.validate",
                  "java..",
                  "org.objectweb.asm",
                  "org.objectweb.asm.tree..",
                  "org.jspecify.annotations"));

  @ArchTest
  static final ArchRule only_the_weaver_knows_byte_buddy =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.lazyloader.agent.weave")
          .should()
          .dependOnClassesThat(resideInAnyPackage("net.bytebuddy.."));
}
