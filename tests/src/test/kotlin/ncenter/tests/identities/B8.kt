package ncenter.tests.identities

import ncenter.structures.Structure
import kotlin.math.cos
import kotlin.math.sin

/**
 * Two environments of one atom with equal neighbors and equal triangles: a ring of three atoms above the center, the same ring turned
 * by [psi] below it, and a cap above or below (arXiv:2302.14770). No feature with nu <= 3 of the center alone tells them apart.
 */
class B8(
    private val r: Double,
    private val z1: Double,
    private val z2: Double,
    private val psi: Double,
    private val p1: Double,
    private val p2: Double,
) {
    /** The center, atom 0, is a carbon among borons, so that what it adds to its own density can be told apart; [cap] is +1 or -1. */
    fun structure(cap: Int): Structure {
        val angles = listOf(0.0, p1, p1 + p2)
        val ring = angles.flatMap { listOf(r * cos(it), r * sin(it), z1) }
        val turned = angles.flatMap { listOf(r * cos(it + psi), r * sin(it + psi), -z1) }
        return Structure(IntArray(8) { if (it == 0) 6 else 5 }, (listOf(0.0, 0.0, 0.0) + ring + turned + listOf(0.0, 0.0, cap * z2)).toDoubleArray())
    }

    companion object {
        /** The first pair of the published draw. */
        val FIRST = B8(1.3945490156290707, 0.5779363176538004, 1.7685268584161764, 2.2879156819735713, 2.6660340954713644, 1.8331788801509368)

        /** A pair whose two structures differ much: 0.35 angstrom after the best superposition. */
        val STRONG = B8(1.524168421638125, 0.7538531811446212, 1.7260874285437044, 1.2342448086194877, 1.5602121460387863, 1.0291823135675853)
    }
}
