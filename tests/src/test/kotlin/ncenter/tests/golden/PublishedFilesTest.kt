package ncenter.tests.golden

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.io.ExtendedXyz
import ncenter.io.OrbitalsJson
import ncenter.structures.Dataset
import ncenter.structures.OrbitalOrder
import ncenter.structures.Orbitals
import ncenter.structures.RawMatrices
import ncenter.structures.Shell
import ncenter.structures.Structure
import ncenter.tests.GoldenQm7
import ncenter.tests.GoldenWater
import ncenter.tests.golden
import kotlin.math.abs
import kotlin.math.sqrt

/** Overlaps of the shell at [row] of size [size] with the function at [column]. */
private fun column(square: DoubleArray, row: Int, size: Int, column: Int): DoubleArray {
    val n = sqrt(square.size.toDouble()).toInt()
    return DoubleArray(size) { square[(row + it) * n + column] }
}

/** Cosine between two vectors, without sign. */
private fun cosine(
    a: DoubleArray,
    b: DoubleArray,
): Double = abs(a.indices.sumOf { a[it] * b[it] }) / sqrt(a.sumOf { it * it } * b.sumOf { it * it })

private fun bond(structure: Structure, from: Int, to: Int) = DoubleArray(3) { structure.position(to, it) - structure.position(from, it) }

private fun refusal(
    raw: RawMatrices,
    order: OrbitalOrder,
    orbitals: Orbitals,
    data: Dataset,
) = shouldThrow<IllegalArgumentException> { raw.inOrder(order).let { data.withMatrices("fock", it, orbitals, overlap = it) } }.message

class PublishedFilesTest :
    FunSpec({
        test("the water file of the N-center data is read as it is: pbc without Lattice means nothing") {
            val content = ExtendedXyz.read(golden("water-def2svp/water.xyz"))
            content.structures.size shouldBe 20
            content.structures.all { it.formula == "H2O" && !it.isPeriodic } shouldBe true
            content.structures[0].number("potential") shouldBe -76.3156397666
            content.structures[0].numbers("mu").toList() shouldBe listOf(0.598465, 0.56854, 0.0)
            content.report.notes
                .single()
                .count shouldBe 20
        }

        test("both orbital lists of the water data are JSON inside JSON, and their m order is ignored") {
            OrbitalsJson.read(golden("water-def2svp/water_orbs.json")) shouldBe Orbitals.of("O" to "2s 2p", "H" to "1s")
            GoldenWater.orbitals shouldBe Orbitals.of("O" to "1s 2s 3s 2p 3p 3d", "H" to "1s 2s 2p")
            GoldenQm7.orbitals.shells(6) shouldBe listOf(Shell(1, 0), Shell(2, 0), Shell(2, 1))
        }

        test("in the water overlaps of Psi4 p is parallel to (y, z, x) and d to Y_2m of the bond") {
            GoldenWater.data.structures.forEachIndexed { k, structure ->
                val square = GoldenWater.overlap.inOrder(OrbitalOrder.CANONICAL).matrix(k)
                for (hydrogen in 1..2) {
                    val (x, y, z) = bond(structure, 0, hydrogen).toList()
                    val s = 14 + 5 * (hydrogen - 1)
                    cosine(column(square, 3, 3, s), doubleArrayOf(y, z, x)) shouldBe (1.0 plusOrMinus 1e-10)
                    val d = doubleArrayOf(x * y, y * z, (2 * z * z - x * x - y * y) / (2 * sqrt(3.0)), x * z, (x * x - y * y) / 2)
                    cosine(column(square, 9, 5, s), d) shouldBe (1.0 plusOrMinus 1e-10)
                }
            }
        }

        test("in the QM7 overlaps of PySCF p is parallel to (x, y, z), and to (y, z, x) once attached") {
            val data = GoldenQm7.data
            val overlap = GoldenQm7.overlap.inOrder(OrbitalOrder.PYSCF)
            val reference =
                data
                    .withMatrices(
                        "fock",
                        GoldenQm7.fock.inOrder(OrbitalOrder.PYSCF),
                        GoldenQm7.orbitals,
                        overlap = overlap,
                    ).matrices("fock")
            data.structures.forEachIndexed { k, structure ->
                val last = structure.size - 1
                (structure.type(0) in 6..8) shouldBe true // C, N, O: 1s 2s 2p
                structure.type(last) shouldBe 1
                val n = reference.side(k)
                val r = bond(structure, 0, last)
                val stored = column(overlap.matrix(k), 2, 3, n - 1)
                if (sqrt(stored.sumOf { it * it }) > 1e-6) {
                    cosine(stored, r) shouldBe (1.0 plusOrMinus 1e-8)
                    cosine(column(reference.overlap(k)!!, 2, 3, n - 1), doubleArrayOf(r[1], r[2], r[0])) shouldBe (1.0 plusOrMinus 1e-8)
                }
            }
        }

        test("a wrong order declared for published overlaps is refused with the right one") {
            refusal(GoldenWater.overlap, OrbitalOrder.PYSCF, GoldenWater.orbitals, GoldenWater.data) shouldContain
                "got CANONICAL order in overlap.npy"
            refusal(GoldenWater.overlap, OrbitalOrder.PSI4, GoldenWater.orbitals, GoldenWater.data) shouldContain
                "got CANONICAL order in overlap.npy"
            refusal(GoldenQm7.overlap, OrbitalOrder.CANONICAL, GoldenQm7.orbitals, GoldenQm7.data) shouldContain
                "got PYSCF order in 'S' of sto3g.npz"
            refusal(GoldenQm7.overlap, OrbitalOrder.PSI4, GoldenQm7.orbitals, GoldenQm7.data) shouldContain
                "got PYSCF order in 'S' of sto3g.npz"
        }

        test("one wrongly ordered structure among right ones is found by the order check") {
            // matrices of structures 0 and 1 exchanged: sizes agree for water, directions do not
            val swapped = GoldenWater.data.subset(intArrayOf(1, 0) + IntArray(18) { it + 2 })
            refusal(GoldenWater.overlap, OrbitalOrder.CANONICAL, GoldenWater.orbitals, swapped) shouldContain
                "fit no known order in overlap.npy"
        }

        test("the right orders are accepted and the Fock matrix is unchanged where it was canonical") {
            val raw = GoldenWater.fock.inOrder(OrbitalOrder.CANONICAL)
            val data =
                GoldenWater.data.withMatrices(
                    "fock",
                    raw,
                    GoldenWater.orbitals,
                    overlap = GoldenWater.overlap.inOrder(OrbitalOrder.CANONICAL),
                )
            data.matrices("fock").matrix(3).toList() shouldBe raw.matrix(3).toList()
            data.toString() shouldBe "Dataset(20 structures of H O, with fock)"
        }

        test("energies in the header of the QM7 file are properties of every structure") {
            GoldenQm7.data
                .property("energy_sto3g")
                .values(1)
                .toList() shouldBe listOf(-191.66870513186456)
            GoldenQm7.data.property("dipole_sto3g").components shouldBe 3
        }
    })
