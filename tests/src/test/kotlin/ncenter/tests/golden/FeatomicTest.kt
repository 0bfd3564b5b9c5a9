package ncenter.tests.golden

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.double
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import ncenter.angstrom
import ncenter.compute
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gaussian
import ncenter.gto
import ncenter.io.Npy
import ncenter.io.NpyArray
import ncenter.kernels.harmonics.SphericalHarmonics
import ncenter.labels.TensorMap
import ncenter.spec.features.DensitySpec
import ncenter.structures.Structure
import ncenter.tests.golden
import java.nio.file.Files
import java.util.zip.GZIPInputStream
import kotlin.math.abs
import kotlin.math.sqrt

/**
 * The files keep ten digits and carry an error of their own: they deviate by up to 1.0e-10 from values computed with radial
 * integrals that are right to 2e-14 (GtoIntegralTest), with and without splines. The largest values are of order one.
 */
private const val ROUNDING = 1.2e-10

/** Values published with featomic (commit 68efd12), which have ten digits. */
class FeatomicTest :
    FunSpec({
        test("spherical harmonics up to l = 25 in seven directions") {
            val expected = numpy("spherical-harmonics-values")
            val directions = input("spherical-harmonics").getValue("directions").jsonArray
            val xyz = directions.flatMap { row -> row.jsonArray.map { it.jsonPrimitive.double } }.toDoubleArray()
            val harmonics = SphericalHarmonics(25)
            val values = DoubleArray(directions.size * harmonics.size())
            harmonics.values(xyz, 0, directions.size, values)
            for (p in directions.indices) {
                for (l in 0..25) {
                    for (m in 0..2 * l) abs(values[p * 676 + l * l + m] - expected.doubles[(p * 26 + l) * 51 + m]) shouldBeLessThan 2e-12
                }
            }
        }

        for (name in listOf("spherical-expansion", "spherical-expansion-pbc")) {
            test("$name, every value") {
                val (rho, structure) = problem("$name-values")
                compareExpansion(rho.compute(listOf(structure)), structure, numpy("$name-values"), rho)
            }
        }

        test("the power spectrum is the lambda = 0 part of rho x rho, its factor (-1)^l / sqrt(2l+1) included") {
            val (rho, structure) = problem("soap-power-spectrum-values")
            val expected = numpy("soap-power-spectrum-values")
            val squared = rho.correlate(nu = 2, lMax = rho.lMax).compute(listOf(structure))
            val types = structure.elements
            val nMax = rho.basis.nMax
            val pairs = types.flatMapIndexed { i, a -> types.drop(i).map { a to it } }
            var worst = 0.0
            for (center in types) {
                val block = squared.block(listOf(0, 1, center))
                val labels = block.properties
                val rows =
                    (0 until labels.size).associateBy { p ->
                        listOf("neighbor_type_1", "n_1", "neighbor_type_2", "n_2", "l_1").map { labels[p, it] }
                    }
                for (s in 0 until block.samples.size) {
                    val atom = block.samples[s, "atom"]
                    for ((pair, columns) in pairs.withIndex()) {
                        for (l in 0..rho.lMax) {
                            for (n1 in 0 until nMax) {
                                for (n2 in 0 until nMax) {
                                    val (a, b) = columns
                                    val p = rows[listOf(a, n1, b, n2, l)] ?: rows.getValue(listOf(b, n2, a, n1, l))
                                    // An unordered pair carries sqrt 2; featomic puts sqrt 2 on pairs of two types only.
                                    val weight = if (a == b && n1 != n2) sqrt(0.5) else 1.0
                                    val value = block[s, 0, p] * weight
                                    val column = ((pair * (rho.lMax + 1) + l) * nMax + n1) * nMax + n2
                                    val reference = expected.doubles[atom * expected.shape[1] + column]
                                    worst = maxOf(worst, abs(value - reference) / (abs(reference) + 1e9 * ROUNDING))
                                }
                            }
                        }
                    }
                }
            }
            worst shouldBeLessThan 1e-9
        }
    })

private fun compareExpansion(map: TensorMap, structure: Structure, expected: NpyArray, rho: DensitySpec) {
    val types = structure.elements
    val nMax = rho.basis.nMax
    expected.shape.toList() shouldBe listOf(structure.size, (rho.lMax + 1) * (rho.lMax + 1) * types.size * nMax)
    for (center in types) {
        for (l in 0..rho.lMax) {
            val block = map.block(listOf(l, 1, center))
            for (s in 0 until block.samples.size) {
                for (m in 0..2 * l) {
                    for (q in 0 until block.properties.size) {
                        val column = (l * l + m) * types.size * nMax + q
                        val reference = expected.doubles[block.samples[s, "atom"] * expected.shape[1] + column]
                        withClue("center $center l $l m $m property $q") {
                            abs(block[s, m, q] - reference) shouldBeLessThan 1e-9 * abs(reference) + ROUNDING
                        }
                    }
                }
            }
        }
    }
}

private fun numpy(name: String): NpyArray = GZIPInputStream(Files.newInputStream(golden("featomic/$name.npy.gz"))).use { Npy.parse(it.readBytes(), name) }

private fun input(name: String): JsonObject = Json.parseToJsonElement(Files.readString(golden("featomic/$name-input.json"))).jsonObject

/** The density and the only structure of an input file. */
private fun problem(name: String): Pair<DensitySpec, Structure> {
    val input = input(name)
    val hypers = input.getValue("hyperparameters").jsonObject
    val basis = hypers.getValue("basis").jsonObject
    val cut = hypers.getValue("cutoff").jsonObject
    val rho =
        density(
            cutoff(number(cut, "radius").angstrom, number(cut.getValue("smoothing").jsonObject, "width").angstrom),
            gto(
                nMax =
                basis
                    .getValue("radial")
                    .jsonObject
                    .getValue("max_radial")
                    .jsonPrimitive.int + 1,
                lMax = basis.getValue("max_angular").jsonPrimitive.int,
            ),
            gaussian(number(hypers.getValue("density").jsonObject, "width").angstrom),
        )
    val system =
        input
            .getValue("systems")
            .jsonArray
            .single()
            .jsonObject
    val cell = numbers(system.getValue("cell").jsonArray)
    val types =
        system
            .getValue("types")
            .jsonArray
            .map { it.jsonPrimitive.int }
            .toIntArray()
    val positions =
        system
            .getValue("positions")
            .jsonArray
            .flatMap { numbers(it.jsonArray).asList() }
            .toDoubleArray()
    return rho to Structure(types, positions, cell.takeIf { c -> c.any { it != 0.0 } })
}

private fun number(json: JsonObject, key: String): Double = json.getValue(key).jsonPrimitive.double

private fun numbers(json: JsonArray): DoubleArray = json.map { it.jsonPrimitive.double }.toDoubleArray()
