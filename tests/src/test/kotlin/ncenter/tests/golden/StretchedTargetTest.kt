package ncenter.tests.golden

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.canonical
import ncenter.elements.H
import ncenter.elements.O
import ncenter.gaussians
import ncenter.hamiltonian
import ncenter.io.GaussiansJson
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.matrices
import ncenter.orbitals
import ncenter.pyscf
import ncenter.run.blocks.FunctionOverlap
import ncenter.run.blocks.MatrixImages
import ncenter.stretched
import ncenter.structures
import ncenter.structures.Structure
import ncenter.tests.GoldenWater
import ncenter.tests.papers.Water
import ncenter.tests.refused
import ncenter.withMatrices
import java.nio.file.Path
import kotlin.math.abs

/** Learning S^p H S^p: the overlap against RHF/def2-SVP files, the way there and back, and what is refused. */
class StretchedTargetTest :
    FunSpec({
        // def2-SVP, with core, polarization and diffuse functions.
        val functions = GaussiansJson.parse(
            """{"H": {"1s": [[13.0107010, 0.019682158], [1.9622572, 0.13796524], [0.44453796, 0.47831935]], "2s": [[0.12194962, 1]], "2p": [[0.8, 1]]},
                "O": {"1s": [[2266.1767785, -0.0053431809926], [340.87010191, -0.039890039230], [77.363135167, -0.17853911985],
                             [21.479644940, -0.46427684959], [6.6589433124, -0.44309745172]], "2s": [[0.80975975668, 1]], "3s": [[0.25530772234, 1]],
                      "2p": [[17.721504317, 0.043394573193], [3.8635505440, 0.23094120765], [1.0480920883, 0.51375311064]], "3p": [[0.27641544411, 1]],
                      "3d": [[1.2, 1]]}}""",
        )
        val la = LinearAlgebras.preferred()
        val stretch = stretched(functions, occupied = 0.5, virtual = -0.25, electrons = mapOf(H to 1, O to 6))

        test("overlaps of s, p and d functions equal those of the quantum chemistry program") {
            val data = GoldenWater.data.withMatrices("fock", GoldenWater.fock, GoldenWater.orbitals, canonical, overlap = GoldenWater.overlap)
            val overlap = FunctionOverlap(functions, GoldenWater.orbitals)
            for (s in 0 until data.size) {
                val expected = data.matrices("fock").overlap(s)!!
                overlap.of(data[s]).forEachIndexed { k, value -> abs(value - expected[k]) shouldBeLessThan 1e-8 }
            }
        }

        test("overlaps are symmetric to the last bit") {
            val side = GoldenWater.orbitals.size(GoldenWater.data[0])
            val overlap = FunctionOverlap(functions, GoldenWater.orbitals).of(GoldenWater.data[0])
            overlap.indices.forEach { overlap[it] shouldBe overlap[it % side * side + it / side] }
        }

        test("overlaps of the shipped minimal basis equal those of the quantum chemistry program for C, H, N and O") {
            val folder = Path.of("../examples/qm7")
            val orbitals = orbitals(folder.resolve("ao_order_sto3g.json"))
            val file = folder.resolve("sto3g.npz")
            val data = structures(folder.resolve("structures.xyz")).withMatrices("fock", matrices(file, "F"), orbitals, pyscf, overlap = matrices(file, "S"))
            val overlap = FunctionOverlap(gaussians(folder.resolve("sto3g-gaussians.json")), orbitals)
            for (s in 0 until data.size step 7) {
                val expected = data.matrices("fock").overlap(s)!!
                overlap.of(data[s]).forEachIndexed { k, value -> abs(value - expected[k]) shouldBeLessThan 1e-7 }
            }
        }

        test("images lead back to the matrix, and differ from it") {
            for (learnedAs in listOf(stretch, stretched(functions, power = 0.5), stretched(functions, power = 0.0))) {
                val images = MatrixImages(hamiltonian(Water.orbitals, "fock", learnedAs = learnedAs), la)
                val h = Water.data.matrices("fock").matrix(7)
                val of = images.of(h, Water.data[7])
                if (learnedAs.occupied != 0.0) of[0].indices.maxOf { abs(of[0][it] - h[it]) } shouldBeGreaterThan 1e-2
                val back = images.matrix(of, Water.data[7])
                back.indices.maxOf { abs(back[it] - h[it]) } shouldBeLessThan 1e-13
            }
        }

        test("occupied levels come from the first image, virtual ones from the second") {
            val spec = hamiltonian(Water.orbitals, "fock", learnedAs = stretch)
            val images = MatrixImages(spec, la)
            val first = Water.data.matrices("fock").matrix(3)
            val shifted = DoubleArray(36) { first[it] + if (it % 7 == 0) 0.125 else 0.0 }
            val one = images.of(first, Water.data[3])[0]
            val other = images.of(shifted, Water.data[3])[1]
            val joined = images.matrix(listOf(one, other), Water.data[3])
            val expected = levels(first).mapIndexed { k, e -> if (k < 4) e else e + 0.125 }
            levels(joined).forEachIndexed { k, e -> abs(e - expected[k]) shouldBeLessThan 1e-12 }
        }

        test("missing functions, odd electrons and powers out of range are refused with what to write") {
            refused { hamiltonian(GoldenWater.orbitals, "fock", learnedAs = stretched(GaussiansJson.parse("""{"H": {"1s": [[1.0, 1.0]]}}"""), 0.5)) } shouldContain
                "gaussians: expected functions of 2s of H"
            refused { stretched(functions, 1.5) } shouldContain "powers between -1 and 1 were expected, got 1.5"
            refused { stretched(functions, 0.5, 0.0, emptyMap()) } shouldContain "electrons per element were expected"
            val radical = Structure(intArrayOf(8, 1), doubleArrayOf(0.0, 0.0, 0.0, 0.0, 0.0, 0.96))
            refused { stretch.occupiedLevels(radical) } shouldContain "an even number of electrons was expected, got 7 in HO"
            refused { GaussiansJson.parse("""{"H": {"1s": [[0.0, 1.0]]}}""") } shouldContain "expected rows (exponent > 0, coefficient) for 1s of H"
            refused { GaussiansJson.parse("[1]") } shouldContain "gaussians: expected JSON"
        }
    })

private fun levels(matrix: DoubleArray): DoubleArray = DoubleArray(6).also { LinearAlgebras.preferred().symmetricEigen(6, matrix.copyOf(), it) }
