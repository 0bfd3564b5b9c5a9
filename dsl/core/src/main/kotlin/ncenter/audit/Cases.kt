package ncenter.audit

import ncenter.degenerate.DegeneratePair
import ncenter.degenerate.Environment
import ncenter.degenerate.Families
import ncenter.structures.Structure
import ncenter.structures.inverted
import ncenter.structures.permuted
import ncenter.structures.rotated

/** Two structures whose atoms 0 are compared. */
internal class Case(
    val family: String,
    val name: String,
    val first: Structure,
    val second: Structure,
)

/** The pairs every audit looks at: degenerate families, and pairs that are congruent in ways that are easy to miss. */
internal fun familyCases(type: Int, size: Int, scale: Double): List<Case> {
    val rings = listOf(Families.strongB8) + Families.b8(size)
    val degenerate = listOf(Families.angles(type)) + Families.halfTurns(size, type = type) + rings.map { it.pair(type) }
    return (degenerate.map { case(it) } + controls(type)).mapIndexed { k, case ->
        Case(case.family, "pair ${k + 1}", scaled(case.first, scale), scaled(case.second, scale))
    }
}

private fun case(pair: DegeneratePair) = Case("${pair.family}, equal up to nu = ${pair.equalUpTo}", "", pair.first, pair.second)

private fun controls(type: Int): List<Case> {
    val two = Families.cappedRings(1.2, 0.9, 1.65, 0.7, doubleArrayOf(0.0, 2.0), type)
    val isosceles = Families.cappedRings(1.2, 0.9, 1.65, 0.7, doubleArrayOf(0.0, 1.7, 3.4), type)
    val b8 = Families.strongB8.pair(type).first
    return listOf(two.first to two.second, isosceles.first to isosceles.second, b8 to b8.rotated(TURN).permuted(SHUFFLE), b8 to b8.inverted())
        .map { (a, b) -> Case("congruent", "", a, b) }
}

private fun scaled(structure: Structure, scale: Double) = Structure(structure.types, structure.positions.let { p -> DoubleArray(p.size) { scale * p[it] } })

/** A third of a turn about (1, 1, 1). */
private val TURN = doubleArrayOf(0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
private val SHUFFLE = intArrayOf(0, 7, 3, 1, 6, 2, 5, 4)

/** The largest distance of an atom from the center in the families, in angstrom. */
internal const val FAMILY_RADIUS = 2.0

/** The environment as a structure of its own, the center first. */
internal fun cluster(environment: Environment): Structure = Structure(
    intArrayOf(environment.center!!) + environment.types,
    DoubleArray(3) + environment.vectors,
)
