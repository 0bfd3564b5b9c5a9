package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.compile
import ncenter.compute
import ncenter.correlate
import ncenter.cutoff
import ncenter.degenerate.Families
import ncenter.density
import ncenter.elements.B
import ncenter.explain
import ncenter.gto
import ncenter.labels.TensorMap
import ncenter.mix
import ncenter.only
import ncenter.property
import ncenter.regression
import ncenter.silu
import ncenter.spec.SpecJson
import ncenter.spec.features.FeatureSpec
import ncenter.square
import ncenter.structures.Schema
import ncenter.structures.Structure
import ncenter.structures.inverted
import ncenter.sumNeighbors
import ncenter.tests.refused
import ncenter.tests.symmetry.molecule
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.sqrt

/** Nonlinear functions of combinations of scalars and pseudoscalars: their even part is a scalar, their odd part a pseudoscalar. */
class MixedParityTest :
    FunSpec({
        val rho = density(cutoff(4.0.angstrom), gto(nMax = 3, lMax = 1))
        val orders = rho.correlate(nu = 3)
        val structure = molecule(21, 6, 6, 6, 6, 6, 6)

        fun values(map: TensorMap, sigma: Int): DoubleArray = map.block(listOf(0, sigma, 6)).values

        fun values(features: FeatureSpec, structure: Structure, sigma: Int): DoubleArray = values(features.compute(listOf(structure)), sigma)

        for ((name, function) in mapOf<String, (Double) -> Double>("silu" to { x -> x / (1 + exp(-x)) }, "square" to { x -> x * x })) {
            fun mixed(count: Int) = if (name == "silu") silu(orders, scale = 30.0, combinations = mix(count)) else square(orders, scale = 30.0, combinations = mix(count))

            test("$name: even and odd part follow their definition, with the weights of the seed") {
                val source = orders.only(lambda = 0).compute(listOf(structure))
                val (x, z) = values(source, 1) to values(source, -1)
                val (p, r) = x.size / structure.size to z.size / structure.size
                val random = java.util.Random(1)
                val mixed = mixed(4).compute(listOf(structure))
                z.maxOf { abs(it) } shouldBeGreaterThan 1e-6
                repeat(4) { k ->
                    val a = DoubleArray(p) { random.nextGaussian() / sqrt(p + r.toDouble()) }
                    val b = DoubleArray(r) { random.nextGaussian() / sqrt(p + r.toDouble()) }
                    for (s in 0 until structure.size) {
                        val u = 30 * (0 until p).sumOf { a[it] * x[s * p + it] }
                        val v = 30 * (0 until r).sumOf { b[it] * z[s * r + it] }
                        abs(values(mixed, 1)[4 * s + k] - (function(u + v) + function(u - v)) / 2) shouldBeLessThan 1e-13
                        abs(values(mixed, -1)[4 * s + k] - (function(u + v) - function(u - v)) / 2) shouldBeLessThan 1e-13
                    }
                }
            }

            test("$name: inversion leaves the even part alone and changes the sign of the odd part") {
                val (before, after) = listOf(structure, structure.inverted()).map { mixed(6).compute(listOf(it)) }
                for (sigma in listOf(1, -1)) {
                    val (first, second) = values(before, sigma) to values(after, sigma)
                    first.maxOf { abs(it) } shouldBeGreaterThan 1e-4
                    for (k in first.indices) withClue("sigma = $sigma, $k") { abs(second[k] - sigma * first[k]) shouldBeLessThan 1e-10 * first.maxOf { abs(it) } }
                }
            }
        }

        test("the odd part vanishes where a mirror plane goes through all atoms") {
            val flat = Structure(structure.types, DoubleArray(18) { if (it % 3 == 2) 0.0 else structure.positions[it] })
            val features = silu(orders, scale = 30.0, combinations = mix(6))
            values(features, flat, -1).maxOf { abs(it) } shouldBeLessThan 1e-14
            values(features, flat, 1).maxOf { abs(it) } shouldBeGreaterThan 1e-4
        }

        test("without pseudoscalars there is no odd part, and the even part is the function") {
            val scalars = silu(rho.correlate(nu = 2), scale = 30.0, combinations = mix(3)).compute(listOf(structure))
            scalars.blocks.size shouldBe 1
            val only = silu(orders.only(sigma = -1), scale = 30.0, combinations = mix(3)).compute(listOf(structure))
            only.blocks.size shouldBe 2
            // f(v) - f(-v) = v: the odd part of silu is linear.
            values(only, -1).maxOf { abs(it) } shouldBeGreaterThan 1e-4
        }

        test("mixed triples tell the capped rings apart that linear triples cannot") {
            val pair = Families.strongB8.pair()
            val single = density(cutoff(2.5.angstrom), gto(nMax = 2, lMax = 3))
            val triples = single.correlate(nu = 1, centers = 3)

            fun apart(features: FeatureSpec): Double {
                val (a, b) = listOf(pair.first, pair.second).map { s -> features.compute(listOf(s)).block(listOf(0, 1, B.number)).let { it.values.take(it.properties.size) } }
                return sqrt(a.indices.sumOf { (a[it] - b[it]) * (a[it] - b[it]) } / a.sumOf { it * it })
            }
            apart(triples.sumNeighbors().sumNeighbors()) shouldBeLessThan 1e-12
            apart(silu(triples, scale = 30.0, combinations = mix(16)).sumNeighbors().sumNeighbors()) shouldBeGreaterThan 1e-3
        }

        test("the plan says what is done, and specs survive their file") {
            val spec = regression(property("energy"), silu(orders, scale = 2.0, combinations = mix(64, seed = 7)))
            "$spec" shouldContain "scale = 2.0, combinations = mix(64, seed = 7))"
            SpecJson.read(SpecJson.write(spec)) shouldBe spec
            val shown = spec.compile(Schema(listOf(6), periodic = false, references = emptyList(), maxAtoms = 4)).explain()
            shown shouldContain "f(2.0 x) of 64 fixed combinations x of scalars and pseudoscalars, even and odd part (2302.14770)"
            refused { mix(0) } shouldBe "mix: at least one combination was expected, got 0; write mix(64)"
        }
    })
