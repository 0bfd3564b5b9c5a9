package ncenter.cli.bench

import ncenter.structures.Structure
import java.util.Random
import kotlin.math.cbrt
import kotlin.math.ceil
import kotlin.math.cos
import kotlin.math.sin

private const val ATOMS_PER_CUBIC_ANGSTROM = 0.1
private const val BOND = 0.96
private const val ANGLE = 1.82

/** A periodic box of [waters] molecules at the density of the liquid, on a cubic grid, each turned about an axis at random. */
internal fun waterBox(waters: Int, seed: Long = 1): Structure {
    val random = Random(seed)
    val length = cbrt(3 * waters / ATOMS_PER_CUBIC_ANGSTROM)
    val perSide = ceil(cbrt(waters.toDouble())).toInt()
    val positions = DoubleArray(9 * waters)
    for (k in 0 until waters) {
        val center = intArrayOf(k % perSide, k / perSide % perSide, k / (perSide * perSide))
        val turn = random.nextDouble() * 2 * Math.PI
        for (axis in 0..2) {
            val at = (center[axis] + 0.5 + random.nextDouble() * 0.2 - 0.1) * length / perSide
            for (atom in 0..2) positions[9 * k + 3 * atom + axis] = at
        }
        for (hydrogen in 1..2) {
            val angle = turn + if (hydrogen == 1) ANGLE / 2 else -ANGLE / 2
            val first = random.nextInt(3)
            positions[9 * k + 3 * hydrogen + first] += BOND * cos(angle)
            positions[9 * k + 3 * hydrogen + (first + 1) % 3] += BOND * sin(angle)
        }
    }
    val types = IntArray(3 * waters) { if (it % 3 == 0) 8 else 1 }
    return Structure(types, positions, doubleArrayOf(length, 0.0, 0.0, 0.0, length, 0.0, 0.0, 0.0, length))
}
