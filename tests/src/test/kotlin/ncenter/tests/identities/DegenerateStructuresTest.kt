package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.combine
import ncenter.contract
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gaussian
import ncenter.gto
import ncenter.io.ExtendedXyz
import ncenter.labels.TensorMap
import ncenter.pca
import ncenter.perCenter
import ncenter.quadratic
import ncenter.silu
import ncenter.spec.features.FeatureSpec
import ncenter.square
import ncenter.structures.Structure
import ncenter.sumNeighbors
import ncenter.tests.distance
import ncenter.tests.golden
import ncenter.tests.regrouped

/** What correlation orders cannot tell apart, and what messages and nonlinear triples can (test 24 and T11 of the methods guides). */
class DegenerateStructuresTest :
    FunSpec({
        /** Scalars or pseudoscalars of one atom: rows of all blocks of [feature] with these keys, one behind the other. */
        fun center(map: TensorMap, system: Int, sigmas: List<Int>): DoubleArray = map.blocks.indices
            .filter { map.keys.row(it)[0] == 0 && map.keys.row(it)[1] in sigmas }
            .flatMap { k ->
                val block = map.blocks[k]
                val row = block.samples.indexOf(listOf(system, 0))
                if (row < 0) emptyList() else (0 until block.properties.size).map { block[row, 0, it] }
            }.toDoubleArray()

        fun distances(feature: FeatureSpec, structures: List<Structure>, sigmas: List<Int> = listOf(1)): List<Double> {
            val map = feature.regrouped(*structures.toTypedArray())
            return structures.indices.drop(1).map { distance(center(map, 0, sigmas), center(map, it, sigmas)) }
        }

        context("published structures") {
            val rho = density(cutoff(4.0.angstrom), gto(nMax = 4, lMax = 4), gaussian(0.3.angstrom))
            val bispectrum = rho.combine(rho.correlate(nu = 2), lMax = 0)
            val messages = rho.combine(rho.correlate(nu = perCenter(0, 1), centers = 2), lMax = 0).sumNeighbors()

            test("one power spectrum, three environments: the bispectrum and messages see them") {
                val triplet = ExtendedXyz.read(golden("degenerate/powerspectrum-triplet.xyz")).structures
                triplet.size shouldBe 3
                for (d in distances(rho.combine(rho, lMax = 0), triplet)) d shouldBeLessThan 1e-12
                for (d in distances(bispectrum, triplet)) d shouldBeGreaterThan 1e-2
                for (d in distances(messages, triplet)) d shouldBeGreaterThan 1e-2
            }

            test("one bispectrum, two environments: messages of one density each are blind too") {
                val pair = ExtendedXyz.read(golden("degenerate/bispectrum.xyz")).structures
                pair.size shouldBe 2
                for (sigma in listOf(1, -1)) {
                    for (d in distances(bispectrum, pair, listOf(sigma))) d shouldBeLessThan 1e-12
                    for (d in distances(messages, pair, listOf(sigma))) d shouldBeLessThan 1e-12
                }
            }
        }

        context("pairs that no feature of order 3 tells apart") {
            val rho = density(cutoff(2.0.angstrom, smoothing = 0.1.angstrom), gto(nMax = 3, lMax = 3), gaussian(0.2.angstrom))
            val triples = rho.correlate(nu = 1, centers = 3, selfPairs = true)
            val contracted = rho.combine(rho.correlate(nu = 0, centers = 3, lMax = 3, selfPairs = true), lMax = 0).contract(pca(20))

            fun FeatureSpec.summed() = sumNeighbors().sumNeighbors()

            /** The sum over triples of the borons only: without the density of the center itself, as in the published descriptor. */
            fun ofBorons(function: FeatureSpec, structures: List<Structure>, sigmas: List<Int>): Double {
                val source = triples.regrouped(*structures.toTypedArray())
                val summed = function.summed().regrouped(*structures.toTypedArray()).block(listOf(0, 1, 6))
                val labels = summed.properties
                val kept = (0 until labels.size).filter { q ->
                    val invariants = source.block(listOf(0, labels[q, "o3_sigma"], 6, 5, 5)).properties
                    labels[q, "o3_sigma"] in sigmas && labels[q, "neighbor_type"] == 5 && labels[q, "third_atom_type"] == 5 && invariants[labels[q, "property"], "neighbor_type_1"] == 5
                }
                val (plus, minus) = listOf(0, 1).map { system -> kept.map { summed[system, 0, it] }.toDoubleArray() }
                return distance(plus, minus)
            }

            for ((name, pair) in mapOf("strong pair" to B8.STRONG, "first published pair" to B8.FIRST)) {
                val structures = listOf(1, -1).map(pair::structure)

                test("$name: a sum over triples that is linear in them is blind, in both parities") {
                    val linear = rho.combine(rho.correlate(nu = 0, centers = 3, lMax = 3), lMax = 0).summed()
                    for (sigma in listOf(1, -1)) distances(linear, structures, listOf(sigma)).single() shouldBeLessThan 1e-12
                    distances(triples.summed(), structures, listOf(1, -1)).single() shouldBeLessThan 1e-12
                    distances(rho.combine(rho.correlate(nu = 2), lMax = 0), structures, listOf(1, -1)).single() shouldBeLessThan 1e-12
                }

                test("$name: sums of squares of triples see the difference") {
                    ofBorons(square(triples), structures, listOf(1)) shouldBeGreaterThan 1e-4
                    ofBorons(square(triples), structures, listOf(-1)) shouldBeGreaterThan 1e-3
                }

                test("$name: sums of silu of triples see the difference") {
                    ofBorons(silu(triples, scale = 1000.0), structures, listOf(1, -1)) shouldBeGreaterThan 1e-3
                    ofBorons(silu(triples, scale = 1000.0), structures, listOf(-1)) shouldBeGreaterThan 1e-3
                }

                test("$name: sums of quadratic forms of triples see the difference") {
                    distances(quadratic(contracted).summed(), structures, listOf(-1)).single() shouldBeGreaterThan 1e-2
                }

                test("$name: squares of pairs see it too") {
                    val pairs = square(rho.correlate(nu = 2, centers = 2, lMax = 3, selfPairs = true)).sumNeighbors()
                    distances(pairs, structures).single() shouldBeGreaterThan 1e-6
                }
            }
        }
    })
