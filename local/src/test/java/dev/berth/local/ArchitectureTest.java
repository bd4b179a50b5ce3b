package dev.berth.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house: which room may look into which. */
@AnalyzeClasses(packages = "dev.berth", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ARROWS_RUN_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("workflows")
          .definedBy("dev.berth.workflows..")
          .layer("registry")
          .definedBy("dev.berth.registry..")
          .layer("activities")
          .definedBy("dev.berth.activities..")
          .layer("worker")
          .definedBy("dev.berth.worker..")
          .layer("client")
          .definedBy("dev.berth.client..")
          .layer("cli")
          .definedBy("dev.berth.cli..")
          .layer("starter")
          .definedBy("dev.berth.starter..")
          .layer("local")
          .definedBy("dev.berth.local..")
          .whereLayer("local")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("worker")
          .mayOnlyBeAccessedByLayers("local")
          .whereLayer("starter")
          .mayOnlyBeAccessedByLayers("local")
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("local")
          .whereLayer("cli")
          .mayOnlyAccessLayers("client")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("cli", "starter", "local")
          .whereLayer("client")
          .mayNotAccessAnyLayer()
          .whereLayer("activities")
          .mayOnlyBeAccessedByLayers("worker", "local")
          .whereLayer("registry")
          .mayOnlyBeAccessedByLayers("activities", "worker", "starter", "local")
          .whereLayer("workflows")
          .mayOnlyBeAccessedByLayers("activities", "worker", "starter", "local");

  /**
   * Only the wire lies between Berth and the simulator: nothing on either side can know what the
   * other is made of.
   */
  @ArchTest
  static final ArchRule THE_SIMULATOR_KNOWS_NOTHING_OF_BERTH =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.berth.local.aws..", "dev.berth.local.machine..", "dev.berth.local.standin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.berth.workflows..",
              "dev.berth.activities..",
              "dev.berth.registry..",
              "dev.berth.worker..",
              "dev.berth.starter..",
              "dev.berth.local.world..",
              "software.amazon..",
              "io.temporal..");

  @ArchTest
  static final ArchRule THE_REGISTRY_IS_JDBC =
      noClasses()
          .that()
          .resideInAPackage("dev.berth.registry..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.temporal..", "io.micronaut..", "software.amazon..");

  @ArchTest
  static final ArchRule NO_CIRCLES =
      slices().matching("dev.berth.(*).(*)..").should().beFreeOfCycles();
}
