package ncenter.audit

import ncenter.degenerate.Environment
import ncenter.degenerate.congruence
import ncenter.engine.Engine
import ncenter.structures.Dataset
import ncenter.structures.Elements
import ncenter.structures.Structure

/**
 * Compares environments by features and by shape.
 *
 * @param tolerance relative difference of features up to which two environments are not told apart
 * @param rmsd distance in angstrom up to which two environments are the same
 */
internal class Auditor(
    private val source: Source,
    private val engine: Engine,
    private val settings: AuditSettings,
) {
    private val remedy = RemedySearch(source.leaf, engine, settings.tolerance)
    private val radius = source.leaf.cutoff.radius.inAngstrom * source.leaf.reach

    fun audit(data: Dataset?): AuditReport {
        val types = source.elements ?: listOf(settings.center ?: DEFAULT_TYPE)
        val families = types.filter { settings.center == null || it == settings.center }.flatMap(::families)
        val groups = data?.let(::environments).orEmpty()
        val own = groups.flatMap { (_, environments) -> OwnStructures(environments, settings, ::verdict).search() }
        return AuditReport(source.name, settings.tolerance, withRemedies(families + own), groups.values.sumOf { it.size })
    }

    private fun families(type: Int): List<Judged> {
        val cases = familyCases(type, settings.pairs, minOf(1.0, FILL * source.leaf.cutoff.radius.inAngstrom / FAMILY_RADIUS))
        val found = source.descriptors(cases.flatMap { listOf(it.first, it.second) })
        return cases.indices.mapNotNull { k ->
            val a = found[Place(2 * k, 0)] ?: return@mapNotNull null
            val b = found.getValue(Place(2 * k + 1, 0))
            val (first, second) = listOf(cases[k].first, cases[k].second).map { Environment.of(it, 0) }
            val name = "${Elements.symbol(type)} ${cases[k].name}"
            verdict(cases[k].family, Named("$name, first", first, a), Named("$name, second", second, b))
        }
    }

    private fun verdict(family: String, a: Named, b: Named): Judged {
        val difference = difference(a.descriptor, b.descriptor)
        val distance = congruence(a.environment, b.environment).rmsd
        val verdict = PairVerdict(
            family, a.name, b.name, distance.takeIf { it.isFinite() }, distance <= settings.rmsd,
            difference.invariants, difference.pseudoscalars, difference.equivariants, difference.isSeen(settings.tolerance),
        )
        return Judged(verdict, a.environment, b.environment)
    }

    private fun withRemedies(all: List<Judged>): List<PairVerdict> {
        val blind = all.filter { it.verdict.blind }.groupBy { it.verdict.family }.values.flatMap { it.take(MOST_REMEDIES) }.toSet()
        return all.map { if (it in blind) it.verdict.copy(remedies = remedy.search(cluster(it.first), cluster(it.second))) else it.verdict }
    }

    /** The environments of the user's structures, by the type of their center. */
    private fun environments(data: Dataset): Map<Int, List<Named>> {
        val found = source.descriptors(data.structures)
        val around = data.structures.mapIndexed { s, structure -> surroundings(structure, radius, s) }.fold(emptyMap<Place, Environment>()) { a, b -> a + b }
        return found.entries.filter { settings.center == null || around.getValue(it.key).center == settings.center }
            .map { (place, descriptor) -> Named("structure ${place.structure} atom ${place.atom}", around.getValue(place), descriptor) }
            .groupBy { it.environment.center!! }
    }

    private companion object {
        /** Carbon: any would do for features that are not bound to elements. */
        const val DEFAULT_TYPE = 6
        const val FILL = 0.8
        const val MOST_REMEDIES = 5
    }
}

/** An environment, what it is called, and what the features say of it. */
internal class Named(
    val name: String,
    val environment: Environment,
    val descriptor: Descriptor,
)

/** A verdict and the environments it is about. */
internal class Judged(
    val verdict: PairVerdict,
    val first: Environment,
    val second: Environment,
)
