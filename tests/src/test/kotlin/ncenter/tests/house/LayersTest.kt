package ncenter.tests.house

import com.tngtech.archunit.core.domain.JavaClass
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe

class LayersTest :
    FunSpec({
        fun violations(classes: List<JavaClass>) = classes
            .flatMap { type -> type.directDependenciesFromSelf.map { type.name to it.targetClass.baseComponentType.name } }
            .distinct()
            .mapNotNull { (from, to) -> LayerTable.violation(from, to) }
            .sorted()

        test("every class uses only packages of lower layers") {
            violations(CompiledProject.main).shouldBeNone()
        }

        test("the check sees all modules") {
            CompiledProject.main.map { it.packageName }.toSet() shouldContainAll
                listOf("ncenter.kernels.linalg", "ncenter.spec.features", "ncenter.engine", "ncenter.cli.script", "ncenter.jupyter")
        }

        test("a planted class that reaches up is found in its bytecode") {
            val planted = CompiledProject.test.filter { it.packageName.startsWith("ncenter.units.planted") }
            violations(planted).any { "ncenter.engine.LibraryVersion" in it } shouldBe true
        }

        test("upward, sideways and foreign uses are refused") {
            listOf(
                "ncenter.labels.Labels" to "ncenter.units.Length",
                "ncenter.spec.features.DensitySpec" to "ncenter.plan.Plan",
                "ncenter.spec.features.DensitySpec" to "ncenter.engine.Engine",
                "ncenter.plan.Plan" to "ncenter.run.Chunk",
                "ncenter.plan.Plan" to "ncenter.plan.rules.Chunking",
                "ncenter.plan.Plan" to "ncenter.structures.Structure",
                "ncenter.plan.rules.Chunking" to "ncenter.structures.Dataset",
                "ncenter.run.densities.A" to "ncenter.run.neighbors.B",
                "ncenter.run.densities.A" to "ncenter.engine.Engine",
                "ncenter.engine.Engine" to "ncenter.kernels.density.PairExpansion",
                "ncenter.engine.Engine" to "ncenter.model.TrainedModel",
                "ncenter.io.Npz" to "ncenter.engine.Engine",
                "ncenter.model.TrainedModel" to "ncenter.cli.Cli",
                "ncenter.kernels.blocks.A" to "ncenter.kernels.harmonics.B",
                "ncenter.kernels.harmonics.A" to "ncenter.kernels.density.B",
                "ncenter.kernels.math.A" to "ncenter.kernels.linalg.B",
                "ncenter.kernels.density.A" to "kotlin.Unit",
                "ncenter.kernels.density.A" to "ncenter.labels.Labels",
                "ncenter.units.Length" to "kotlinx.serialization.Serializable",
                "ncenter.engine.Engine" to "kotlinx.serialization.json.Json",
                "ncenter.model.TrainedModel" to "org.jetbrains.kotlinx.multik.api.mk",
                "ncenter.engine.Engine" to "com.github.ajalt.clikt.core.CliktCommand",
                "ncenter.unheard.Of" to "ncenter.units.Length",
            ).forEach { (from, to) -> withClue("$from -> $to") { LayerTable.violation(from, to) shouldNotBe null } }
        }

        test("downward uses are allowed") {
            listOf(
                "ncenter.spec.features.DensitySpec" to "ncenter.units.Length",
                "ncenter.spec.models.RegressionSpec" to "ncenter.spec.targets.TargetSpec",
                "ncenter.plan.Plan" to "ncenter.structures.Schema",
                "ncenter.run.densities.A" to "ncenter.kernels.density.PairExpansion",
                "ncenter.run.densities.A" to "ncenter.run.Chunk",
                "ncenter.engine.Engine" to "ncenter.run.densities.A",
                "ncenter.kernels.density.A" to "ncenter.kernels.math.B",
                "ncenter.kernels.density.A" to "java.util.Arrays",
                "ncenter.cli.commands.RunCommand" to "ncenter.cli.script.ScriptHost",
                "ncenter.spec.features.DensitySpec" to "kotlinx.serialization.Serializable",
                "ncenter.FeaturesKt" to "ncenter.spec.features.DensitySpec",
            ).forEach { (from, to) -> withClue("$from -> $to") { LayerTable.violation(from, to) shouldBe null } }
        }
    })
