package ncenter.tests

import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import ncenter.structures.AtomArray
import ncenter.structures.InfoValue
import ncenter.structures.Structure
import kotlin.random.Random

private val TEXTS =
    listOf("", "a", "two words", "with \"quotes\" and \\", "tab\there", "new\nline", "ü = Å", "[1, 2]x", "key=value", " ", "T F", "1 T")

/** Structures of 1 to 12 atoms with ugly numbers, partly periodic, with every kind of info and arrays. */
val randomStructure: Arb<Structure> =
    arbitrary { source ->
        val random = source.random
        val atoms = 1 + random.nextInt(12)
        val cell =
            if (random.nextBoolean()) {
                DoubleArray(9) {
                    if (it % 4 ==
                        0
                    ) {
                        5.0 + random.nextDouble()
                    } else {
                        random.nextDouble()
                    }
                }
            } else {
                null
            }
        val periodic = BooleanArray(3) { cell != null && random.nextBoolean() }
        val arrays =
            buildMap {
                if (random.nextBoolean()) put("forces", AtomArray(3, DoubleArray(3 * atoms) { number(random) }))
                if (random.nextBoolean()) put("c_diameter[1]", AtomArray(1, DoubleArray(atoms) { number(random) }))
            }
        Structure(
            IntArray(atoms) { random.nextInt(119) },
            DoubleArray(3 * atoms) { number(random) },
            cell,
            periodic,
            randomInfo(random),
            arrays,
        )
    }

private fun randomInfo(random: Random): Map<String, InfoValue> = buildMap {
    put("energy", InfoValue.Number(number(random)))
    put("odd key = [x]", InfoValue.Numbers(DoubleArray(random.nextInt(5)) { number(random) }))
    put("text", InfoValue.Text(TEXTS[random.nextInt(TEXTS.size)]))
    put("converged", InfoValue.Flag(random.nextBoolean()))
}

/** Numbers of very different size, both zeros included. */
private fun number(random: Random): Double = when (random.nextInt(8)) {
    0 -> 0.0
    1 -> -0.0
    2 -> Double.MIN_VALUE
    3 -> 1e300 * random.nextDouble()
    else -> (random.nextDouble() - 0.5) * 10
}
