package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.combine
import ncenter.compute
import ncenter.cutoff
import ncenter.densityMatrix
import ncenter.elements.C
import ncenter.elements.H
import ncenter.elements.N
import ncenter.elements.O
import ncenter.fockMatrix
import ncenter.gto
import ncenter.hamiltonian
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.labels.TensorMap
import ncenter.matrices
import ncenter.orbitals
import ncenter.overlap
import ncenter.overlapMatrix
import ncenter.pairDensity
import ncenter.pyscf
import ncenter.run.blocks.MatrixImages
import ncenter.run.blocks.SuperposedMatrices
import ncenter.secondAtom
import ncenter.stretched
import ncenter.structures
import ncenter.structures.Structure
import ncenter.sumNeighbors
import ncenter.superposedAtoms
import ncenter.tests.MinimalBasis
import ncenter.tests.refused
import ncenter.withMatrices
import java.nio.file.Path
import kotlin.math.abs
import kotlin.math.sqrt

/** Matrices of superposed atoms: what their blocks hold, learning relative to them, and what is refused. */
class AtomicMatrixTest :
    FunSpec({
        val folder = Path.of("../examples/qm7")
        val la = LinearAlgebras.preferred()
        val atoms = MinimalBasis.atoms
        val shells = orbitals(folder.resolve("ao_order_sto3g.json"))
        val file = folder.resolve("sto3g.npz")
        val data = structures(folder.resolve("structures.xyz")).withMatrices("fock", matrices(file, "F"), shells, pyscf, overlap = matrices(file, "S"))
        val matrices = SuperposedMatrices(atoms, la)
        val large = data[90]

        test("the density matrix is that of filled levels: twice a projector, with all electrons in its trace") {
            val density = matrices.density(large, matrices.fock(large))
            val n = shells.size(large)
            (0 until n).sumOf { density[it * (n + 1)] } shouldBeAbout large.types.sum().toDouble()
            for (i in 0 until n) for (j in 0 until n) (0 until n).sumOf { density[i * n + it] * density[it * n + j] } shouldBeAbout 2 * density[i * n + j]
        }

        test("scalars on the atoms hold the populations of the shells, and sum to all electrons") {
            val map = densityMatrix(atoms).compute(listOf(large))
            var electrons = 0.0
            forEachScalar(map) { (n, l, m, k), value -> if (n == m && l == k) electrons += sqrt(2.0 * l + 1) * abs(value) }
            abs(electrons - large.types.sum()) shouldBeLessThan 1e-10
        }

        test("blocks of the overlap are the coupled blocks of the matrix, faded out at the cutoff") {
            val whole = overlapMatrix(atoms, cutoff(40.0.angstrom)).compute(listOf(large))
            val edge = overlapMatrix(atoms, cutoff(2.0.angstrom, smoothing = 1.0.angstrom)).compute(listOf(large))
            var faded = 0
            for (k in 0 until edge.keys.size) {
                val all = whole.block(edge.keys.row(k))
                for (s in 0 until edge.blocks[k].samples.size) {
                    val (_, i, j) = edge.blocks[k].samples.row(s)
                    val row = all.samples.indexOf(edge.blocks[k].samples.row(s))
                    val factor = edge(sqrt((0..2).sumOf { c -> (large.position(j, c) - large.position(i, c)).let { it * it } }))
                    if (factor < 0.99) faded++
                    for (c in 0 until all.componentSize) for (q in 0 until all.properties.size) edge.blocks[k][s, c, q] shouldBeAbout factor * all[row, c, q]
                }
            }
            (faded > 20) shouldBe true
            val scalar = whole.block(listOf(0, 1, 1, 1))
            val overlap = matrices.overlap(large)
            val places = shells.offsets(large)
            for (s in 0 until scalar.samples.size) {
                val (_, i, j) = scalar.samples.row(s)
                scalar[s, 0, 0] shouldBeAbout overlap[places[i] * places.last() + places[j]]
            }
        }

        test("a Hamiltonian learned relative to superposed atoms comes back, whatever the image, and what is left to learn is small") {
            val h = data.matrices("fock").matrix(90)
            for (learnedAs in listOf(null, stretched(MinimalBasis.functions, power = -0.5), stretched(MinimalBasis.functions, 0.0, -0.5, mapOf(H to 1, C to 6, N to 7, O to 8)))) {
                val images = MatrixImages(hamiltonian(shells, "fock", learnedAs = learnedAs, relativeTo = atoms), la)
                val learned = images.of(h, large)
                val back = images.matrix(learned, large)
                back.indices.maxOf { abs(back[it] - h[it]) } shouldBeLessThan 1e-11
                if (learnedAs == null) sqrt(learned[0].sumOf { it * it } / h.sumOf { it * it }) shouldBeLessThan 0.06
            }
        }

        test("the Fock matrix is that of the neutral atoms: far from each other their blocks are those of one atom") {
            val one = matrices.fock(Structure(intArrayOf(8), DoubleArray(3)))
            val two = matrices.fock(Structure(intArrayOf(8, 8), doubleArrayOf(0.0, 0.0, 0.0, 0.0, 0.0, 40.0)))
            for (i in 0 until 5) {
                for (j in 0 until 5) {
                    abs(two[i * 10 + j] - one[i * 5 + j]) shouldBeLessThan 1e-12
                    abs(two[i * 10 + j + 5]) shouldBeLessThan 1e-12
                }
            }
            one[0] shouldBeLessThan -10.0
        }

        test("the same bits for one thread and for four") {
            val feature = densityMatrix(atoms).combine(pairDensity(cutoff(3.0.angstrom), gto(nMax = 2, lMax = 1)), at = secondAtom).sumNeighbors()
            val few = List(6) { data[it * 15] }
            val results = listOf(1, 4).map { threads -> ncenter.engine.Engine(threads).use { it.compute(feature, few) } }
            results[0] shouldBe results[1]
        }

        test("what does not fit is refused with what to write") {
            refused { superposedAtoms(MinimalBasis.functions, C to "1s2 2s2 2p3") } shouldContain "the 6 electrons of a neutral atom of C were expected, got 7"
            refused { superposedAtoms(MinimalBasis.functions, C to "2s2 2p2") } shouldContain "those of the core too"
            refused { superposedAtoms(MinimalBasis.functions, H to "1s") } shouldContain "shells with their electrons, like \"1s2 2s2 2p3\", were expected for H, got '1s'"
            refused { superposedAtoms(MinimalBasis.functions, O to "1s2 3s2 2p4") } shouldContain "gaussians: expected functions of 3s of O"
            val few = superposedAtoms(MinimalBasis.functions, H to "1s1")
            refused { hamiltonian(shells, "fock", relativeTo = few) } shouldContain "got none of [C, N, O]"
            refused { densityMatrix(few).compute(listOf(large)) } shouldContain "densityMatrix: superposed atoms of [H, C, N, O] were expected, got none of [C, N, O]"
            val radical = Structure(intArrayOf(8, 1), doubleArrayOf(0.0, 0.0, 0.0, 0.0, 0.0, 0.96))
            refused { densityMatrix(atoms).compute(listOf(radical)) } shouldContain "an even number of electrons was expected, got 9 in HO"
            fockMatrix(atoms).compute(listOf(radical)).keys.size shouldBe 4
            val cell = Structure(intArrayOf(8), DoubleArray(3), DoubleArray(9) { if (it % 4 == 0) 9.0 else 0.0 })
            refused { fockMatrix(atoms).compute(listOf(cell)) } shouldContain "a structure without periodic axes was expected"
            refused { ncenter.spec.targets.MatrixSpec(ncenter.spec.targets.MatrixKind.OVERLAP, shells, "s", relativeTo = atoms) } shouldContain "no superposed atoms were expected"
            overlap(shells, "s").relativeTo shouldBe null
        }

        test("levels of the density matrix do not depend on the order of the atoms of a pair") {
            val map = densityMatrix(atoms, cutoff(5.0.angstrom)).compute(listOf(large))
            val there = map.block(listOf(0, 1, 1, 6))
            val back = map.block(listOf(0, 1, 6, 1))
            there.samples.size shouldBe back.samples.size
            there.values.maxOf(::abs) shouldBeGreaterThan 0.1
            for (s in 0 until there.samples.size) {
                val (system, i, j) = there.samples.row(s)
                val row = back.samples.indexOf(listOf(system, j, i, 0, 0, 0))
                withClue("pair $i $j") { there[s, 0, 0] shouldBeAbout back[row, 0, 0] }
            }
        }
    })

private fun edge(distance: Double): Double = when {
    distance >= 2.0 -> 0.0
    distance <= 1.0 -> 1.0
    else -> (1 + kotlin.math.cos(Math.PI * (distance - 1.0))) / 2
}

private fun forEachScalar(map: TensorMap, action: (List<Int>, Double) -> Unit) {
    for (k in 0 until map.keys.size) {
        if (map.keys.row(k).take(2) != listOf(0, 1)) continue
        val block = map.blocks[k]
        for (s in 0 until block.samples.size) for (q in 0 until block.properties.size) action(block.properties.row(q), block[s, 0, q])
    }
}

private infix fun Double.shouldBeAbout(expected: Double) = abs(this - expected) shouldBeLessThan 1e-11
