package dev.berth.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module and which package may depend on which. */
@AnalyzeClasses(
    packages = "dev.berth",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  /** What {@link DoNotIncludeTests} does for folders. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule ARROWS_RUN_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy("dev.berth.model..")
          .layer("servers")
          .definedBy("dev.berth.servers..")
          .layer("simulator")
          .definedBy("dev.berth.simulator..")
          .layer("workflows")
          .definedBy("dev.berth.workflows..")
          .layer("registry")
          .definedBy("dev.berth.registry..")
          .layer("audit")
          .definedBy("dev.berth.audit..")
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
          .whereLayer("audit")
          .mayOnlyBeAccessedByLayers("local")
          .whereLayer("simulator")
          .mayOnlyBeAccessedByLayers("audit", "local")
          .whereLayer("servers")
          .mayOnlyBeAccessedByLayers("simulator", "local")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers(
              "workflows", "registry", "audit", "activities", "worker", "starter", "local")
          .whereLayer("registry")
          .mayOnlyBeAccessedByLayers("audit", "activities", "worker", "starter", "local")
          .whereLayer("workflows")
          .mayOnlyBeAccessedByLayers("activities", "worker", "starter", "local");

  /** The ground floor: whatever it used, every module would use. */
  @ArchTest
  static final ArchRule THE_MODEL_IS_PURE_JAVA =
      noClasses()
          .that()
          .resideInAPackage("dev.berth.model..")
          .should()
          .dependOnClassesThat(resideOutsideOfPackages("dev.berth.model..", "java.."));

  /**
   * States, kinds, plans and types are the model's words. Only the API's records have text in their
   * place, because a client must read the words of a newer release.
   */
  @ArchTest
  static final ArchRule NO_WORD_CROSSES_A_MODULE_AS_A_BARE_STRING =
      noMethods()
          .that()
          .haveNameMatching("state|kind|plan|type|mode|pooled")
          .and()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(
              resideInAnyPackage(
                  "dev.berth.workflows..",
                  "dev.berth.registry..",
                  "dev.berth.activities..",
                  "dev.berth.worker..",
                  "dev.berth.starter.."))
          .should()
          .haveRawReturnType(String.class);

  /** Only the wire protocol connects Berth and the simulator: neither knows the other's code. */
  @ArchTest
  static final ArchRule THE_SIMULATOR_KNOWS_NOTHING_OF_BERTH =
      noClasses()
          .that()
          .resideInAPackage("dev.berth.simulator..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.berth..")
                  .and(
                      resideOutsideOfPackages(
                          "dev.berth.simulator..", "dev.berth.servers.process.."))
                  .or(resideInAnyPackage("software.amazon..", "io.temporal..")));

  /** The servers are PostgreSQL and Temporal for anyone. */
  @ArchTest
  static final ArchRule THE_SERVERS_KNOW_NOTHING_OF_BERTH_AND_AWS =
      noClasses()
          .that()
          .resideInAPackage("dev.berth.servers..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.berth..")
                  .and(resideOutsideOfPackages("dev.berth.servers.."))
                  .or(resideInAnyPackage("software.amazon..")));

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
