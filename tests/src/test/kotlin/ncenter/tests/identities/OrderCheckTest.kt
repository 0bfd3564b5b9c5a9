package ncenter.tests.identities

import io.kotest.assertions.throwables.shouldNotThrowAny
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.string.shouldContain
import ncenter.structures.Dataset
import ncenter.structures.OrbitalOrder
import ncenter.structures.Orbitals
import ncenter.structures.RawMatrices
import ncenter.structures.Structure
import kotlin.math.sqrt
import kotlin.random.Random

private val ORBITALS = Orbitals.of("N" to "1s 2p 3d 4f", "H" to "1s")

/** Real harmonics of l = 1, 2, 3 up to one factor per l, as the polynomials of textbooks, m = -l..l. */
private fun polynomials(l: Int, x: Double, y: Double, z: Double): List<Double> = when (l) {
    1 -> {
        listOf(y, z, x)
    }
    2 -> {
        listOf(x * y, y * z, (2 * z * z - x * x - y * y) / (2 * sqrt(3.0)), x * z, (x * x - y * y) / 2)
    }
    else -> {
        listOf(
            sqrt(5.0 / 8) * y * (3 * x * x - y * y),
            sqrt(15.0) * x * y * z,
            sqrt(3.0 / 8) * y * (4 * z * z - x * x - y * y),
            z * (2 * z * z - 3 * x * x - 3 * y * y) / 2,
            sqrt(3.0 / 8) * x * (4 * z * z - x * x - y * y),
            sqrt(15.0) / 2 * z * (x * x - y * y),
            sqrt(5.0 / 8) * x * (x * x - 3 * y * y),
        )
    }
}

/** An overlap of N and H in canonical order whose directions are right, scaled by [size] and disturbed by [noise]. */
private fun overlap(structure: Structure, size: Double, noise: Double = 0.0): DoubleArray {
    val random = Random(3)
    val n = ORBITALS.size(structure)
    val square = DoubleArray(n * n) { if (it / n == it % n) 1.0 else 0.0 }
    val bond = DoubleArray(3) { structure.position(1, it) - structure.position(0, it) }
    val column = listOf(1.0) + (1..3).flatMap { polynomials(it, bond[0], bond[1], bond[2]) }
    column.forEachIndexed { row, value ->
        square[row * n + n - 1] = size * value + noise * (random.nextDouble() - 0.5)
        square[(n - 1) * n + row] = square[row * n + n - 1]
    }
    return square
}

class OrderCheckTest :
    FunSpec({
        fun molecule(x: Double, y: Double, z: Double) = Structure(intArrayOf(7, 1), doubleArrayOf(0.1, 0.2, 0.3, 0.1 + x, 0.2 + y, 0.3 + z))

        fun attach(
            structure: Structure,
            square: DoubleArray,
            declared: OrbitalOrder,
            stored: OrbitalOrder = OrbitalOrder.CANONICAL,
        ): Dataset {
            val canonical = RawMatrices("s.npy", listOf(square)).inOrder(OrbitalOrder.CANONICAL)
            val matrices = if (stored == OrbitalOrder.CANONICAL) canonical else canonical.toOrder(stored, listOf(structure), ORBITALS)
            val raw = RawMatrices("s.npy", listOf(matrices.matrix(0))).inOrder(declared)
            return Dataset(listOf(structure)).withMatrices("fock", raw, ORBITALS, overlap = raw)
        }

        test("right orders of p, d and f shells pass for bonds in any direction") {
            val random = Random(5)
            repeat(50) {
                val structure = molecule(random.nextDouble() - 0.5, random.nextDouble() - 0.5, random.nextDouble() - 0.5)
                for (order in OrbitalOrder.entries) shouldNotThrowAny { attach(structure, overlap(structure, 0.3), order, order) }
            }
        }

        test("a wrong order is refused and the right one named") {
            val structure = molecule(0.3, -0.7, 0.5)
            for ((declared, stored) in listOf(
                OrbitalOrder.CANONICAL to OrbitalOrder.PYSCF,
                OrbitalOrder.PYSCF to OrbitalOrder.PSI4,
                OrbitalOrder.PSI4 to OrbitalOrder.CANONICAL,
            )) {
                shouldThrow<IllegalArgumentException> { attach(structure, overlap(structure, 0.3), declared, stored) }.message shouldContain
                    "expected overlaps in $declared order, got $stored order in s.npy"
            }
        }

        test("a single sign inside a shell is refused, too") {
            val structure = molecule(0.3, -0.7, 0.5)
            val square = overlap(structure, 0.3)
            val n = ORBITALS.size(structure)
            for (k in listOf(n + n - 1, (n - 1) * n + 1)) square[k] = -square[k]
            shouldThrow<IllegalArgumentException> { attach(structure, square, OrbitalOrder.CANONICAL) }.message shouldContain
                "fit no known order"
        }

        test("rounding of a float32 file, tiny overlaps, and an orthogonal basis raise no alarm") {
            val structure = molecule(0.3, -0.7, 0.5)
            for (size in listOf(0.3, 1e-2, 1e-4, 1e-6, 0.0)) {
                shouldNotThrowAny { attach(structure, overlap(structure, size, noise = 1e-7), OrbitalOrder.CANONICAL) }
            }
        }

        test("a bond that several orders describe equally raises no alarm") {
            val structure = molecule(0.5, 0.5, 0.5) // p is (1, 1, 1) in every order
            val square = overlap(structure, 0.3)
            val n = ORBITALS.size(structure)
            for (row in 4 until n - 1) {
                square[row * n + n - 1] = 0.0
                square[(n - 1) * n + row] = 0.0
            }
            for (order in OrbitalOrder.entries) shouldNotThrowAny { attach(structure, square, order) }
        }

        test("overlaps of periodic structures add up images and are not judged") {
            val free = molecule(0.3, -0.7, 0.5)
            val periodic = Structure(free.types, free.positions, DoubleArray(9) { if (it % 4 == 0) 3.0 else 0.0 })
            shouldNotThrowAny { attach(periodic, overlap(free, 0.3), OrbitalOrder.PSI4) }
        }
    })
