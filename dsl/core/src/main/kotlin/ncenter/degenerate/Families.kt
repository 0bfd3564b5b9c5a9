package ncenter.degenerate

import ncenter.structures.Structure
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.cos
import kotlin.math.hypot
import kotlin.math.sin
import kotlin.math.sqrt

/**
 * Two structures that are not congruent, and whose atoms 0 have equal invariants of all correlation orders up to [equalUpTo].
 *
 * @property family how the pair was made
 */
public class DegeneratePair(
    public val family: String,
    public val first: Structure,
    public val second: Structure,
    public val equalUpTo: Int,
) {
    override fun toString(): String = "$family (equal up to nu = $equalUpTo)"
}

/** A ring of three atoms above the center, the same ring turned below it, and a cap above (first) or below (second). Lengths in angstrom. */
public data class CappedRings(
    val radius: Double,
    val height: Double,
    val cap: Double,
    val turn: Double,
    val firstAngle: Double,
    val secondAngle: Double,
) {
    /** The pair of these parameters: atom 0 is the center. All atoms are of type [type], the center of type [center]. */
    @JvmOverloads
    public fun pair(type: Int = BORON, center: Int = type): DegeneratePair = Families.cappedRings(
        radius,
        height,
        cap,
        turn,
        doubleArrayOf(0.0, firstAngle, firstAngle + secondAngle),
        type,
        center,
    )

    private companion object {
        const val BORON = 5
    }
}

/** Generators of pairs of structures that low correlation orders cannot tell apart. */
public object Families {
    /** Two neighbors each, at equal distances under different angles: equal for nu = 1 (radial functions alone). */
    @JvmOverloads
    @JvmStatic
    public fun angles(type: Int = 6, scale: Double = 0.3): DegeneratePair = DegeneratePair(
        "angle",
        around(type, type, scaled(scale, 5.0, 0.0, 0.0, 3.0, 0.0, 4.0)),
        around(type, type, scaled(scale, 5.0, 0.0, 0.0, -5.0, 0.0, 0.0)),
        1,
    )

    /**
     * {a, b, b', c} and {a, b, b', c'}, the prime being a half turn about z; equal for nu = 2 if the components of [a] and [c] across z
     * are at right angles. Seven free parameters; contains the example of Pozdnyakov et al., Phys. Rev. Lett. 125, 166001 (2020).
     */
    @JvmOverloads
    @JvmStatic
    public fun halfTurn(a: DoubleArray, b: DoubleArray, c: DoubleArray, type: Int = 6): DegeneratePair {
        require(a.size == 3 && b.size == 3 && c.size == 3) { "halfTurn: three vectors x, y, z were expected, got ${a.size}, ${b.size} and ${c.size} numbers" }
        val across = a[0] * c[0] + a[1] * c[1]
        require(abs(across) <= 1e-12 * hypot(a[0], a[1]) * hypot(c[0], c[1])) {
            "halfTurn: a and c at right angles in the plane across z were expected, got a product of $across; turn c about z"
        }
        val shared = a + b + turned(b)
        return DegeneratePair("half turn", around(type, type, shared + c), around(type, type, shared + turned(c)), 2)
    }

    /** [count] random pairs of [halfTurn] with neighbors 1 to 2 Å from the center and at least 0.6 Å from each other. */
    @JvmOverloads
    @JvmStatic
    public fun halfTurns(count: Int, seed: Int = 1, type: Int = 6): List<DegeneratePair> {
        val random = MersenneTwister(seed)
        return generateSequence { randomHalfTurn(random, type) }.filter { shortest(it.first) > 0.6 && shortest(it.second) > 0.6 }.take(count).toList()
    }

    /**
     * Atoms at angles [angles] on a ring at height [height], the ring turned by [turn] at -[height], and a cap at [cap] or -[cap] on the
     * axis: equal for nu = 3. A ring of two atoms, or one with a mirror line, gives congruent structures: see [congruence].
     */
    @JvmOverloads
    @JvmStatic
    public fun cappedRings(
        radius: Double,
        height: Double,
        cap: Double,
        turn: Double,
        angles: DoubleArray,
        type: Int = 5,
        center: Int = type,
    ): DegeneratePair {
        val rings = ring(radius, height, angles, 0.0) + ring(radius, -height, angles, turn)
        val (above, below) = listOf(cap, -cap).map { around(center, type, rings + doubleArrayOf(0.0, 0.0, it)) }
        return DegeneratePair("capped rings", above, below, 3)
    }

    /**
     * The B8 clusters of arXiv:2302.14770: parameters drawn uniformly and kept if all atoms are 1.5 to 1.8 Å from the center and more than
     * 1.2 Å apart. Seed 12345 gives the published ones, in their order.
     */
    @JvmOverloads
    @JvmStatic
    public fun b8(count: Int, seed: Int = 12345): List<CappedRings> {
        val random = MersenneTwister(seed)
        return generateSequence { randomRings(random) }.filter(::isB8).take(count).toList()
    }

    /** A pair of B8 clusters that differ strongly in shape (0.35 Å) and in their invariants of nu = 4. */
    @JvmField
    public val strongB8: CappedRings =
        CappedRings(1.524168421638125, 0.7538531811446212, 1.7260874285437044, 1.2342448086194877, 1.5602121460387863, 1.0291823135675853)

    private fun randomRings(random: MersenneTwister): CappedRings {
        val radius = random.uniform(0.5, 2.0)
        val height = random.uniform(0.5, 2.0)
        val cap = random.uniform(1.5, 1.8)
        val turn = random.uniform(0.0, PI)
        val firstAngle = random.uniform(PI / 6, PI)
        return CappedRings(radius, height, cap, turn, firstAngle, random.uniform(PI / 6, PI))
    }

    private fun isB8(rings: CappedRings): Boolean {
        val structure = rings.pair().first
        return (1 until structure.size).all { distance(structure, 0, it).let { d -> d > 1.5 && d < 1.8 } } && shortest(structure) > 1.2
    }

    private fun randomHalfTurn(random: MersenneTwister, type: Int): DegeneratePair {
        val a = randomVector(random)
        val b = randomVector(random)
        val c = randomVector(random)
        val across = hypot(c[0], c[1]) / hypot(a[0], a[1])
        return halfTurn(a, b, doubleArrayOf(-a[1] * across, a[0] * across, c[2]), type)
    }

    private fun randomVector(random: MersenneTwister): DoubleArray {
        val radius = random.uniform(1.0, 2.0)
        val z = random.uniform(-1.0, 1.0)
        val angle = random.uniform(0.0, 2 * PI)
        val across = radius * sqrt(1 - z * z)
        return doubleArrayOf(across * cos(angle), across * sin(angle), radius * z)
    }

    private fun around(center: Int, type: Int, neighbors: DoubleArray): Structure {
        val types = IntArray(neighbors.size / 3 + 1) { if (it == 0) center else type }
        return Structure(types, DoubleArray(3) + neighbors)
    }

    private fun scaled(scale: Double, vararg numbers: Double) = DoubleArray(numbers.size) { scale * numbers[it] }

    private fun turned(v: DoubleArray) = doubleArrayOf(-v[0], -v[1], v[2])

    private fun ring(radius: Double, height: Double, angles: DoubleArray, turn: Double) = DoubleArray(3 * angles.size) {
        val angle = angles[it / 3] + turn
        when (it % 3) {
            0 -> radius * cos(angle)
            1 -> radius * sin(angle)
            else -> height
        }
    }

    private fun shortest(structure: Structure): Double = (1 until structure.size).minOf { i -> (0 until i).minOf { distance(structure, i, it) } }

    private fun distance(structure: Structure, i: Int, j: Int): Double = sqrt((0..2).sumOf { (structure.position(i, it) - structure.position(j, it)).let { d -> d * d } })
}
