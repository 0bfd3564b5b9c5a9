package ncenter.plan

import ncenter.labels.Labels
import ncenter.spec.features.AtomicMatrix
import ncenter.spec.features.Cutoff
import ncenter.spec.targets.SuperposedAtoms
import ncenter.structures.Orbitals
import ncenter.structures.Shell
import kotlin.math.abs

/** One [matrix] of superposed [atoms] for every structure; the density matrix is made from its input, the Fock matrix. */
public data class AtomicMatrixStep(
    override val id: Int,
    override val inputs: List<Int>,
    val matrix: AtomicMatrix,
    val atoms: SuperposedAtoms,
) : Step

/**
 * The coupled blocks of a matrix, on atoms or, with a [cutoff], between two atoms: one feature block per (lambda, sigma, types), properties
 * (first_n, first_l, second_n, second_l) that name the shells. Input 0 is the matrix, input 1 the neighbors.
 *
 * @property selfPairs of pairs, whether i = j is a sample too
 */
public data class MatrixBlocksStep(
    override val id: Int,
    override val inputs: List<Int>,
    val matrix: AtomicMatrix,
    val orbitals: Orbitals,
    val cutoff: Cutoff?,
    val selfPairs: Boolean,
    override val blocks: List<FeatureBlock>,
) : FeatureStep {
    override val centers: Int get() = if (cutoff == null) 1 else 2
}

private val SHELL_COLUMNS = listOf("first_n", "first_l", "second_n", "second_l")

/** The feature blocks of matrices over [orbitals], on atoms or between two. */
internal fun matrixFeatureBlocks(orbitals: Orbitals, elements: List<Int>, pairs: Boolean): List<FeatureBlock> {
    val types = if (pairs) elements.flatMap { a -> elements.map { b -> listOf(a, b) } } else elements.map(::listOf)
    return types.flatMap { kind ->
        coupled(orbitals.shells(kind.first()), orbitals.shells(kind.last()), pairs)
            .groupBy({ it.first }, { it.second })
            .toSortedMap(compareBy({ it.first }, { -it.second }))
            .map { (angular, shells) -> FeatureBlock(FeatureKey(angular.first, angular.second, kind), Labels.of(SHELL_COLUMNS, shells)) }
    }
}

/** ((lambda, sigma), shells as a property) of all pairs of shells; on one atom each pair once, without what symmetry makes zero. */
private fun coupled(first: List<Shell>, second: List<Shell>, pairs: Boolean): List<Pair<Pair<Int, Int>, List<Int>>> = first.withIndex().flatMap { (i, a) ->
    second.drop(if (pairs) 0 else i).flatMap { b ->
        (abs(a.l - b.l)..a.l + b.l)
            .map { lambda -> (lambda to if ((a.l + b.l + lambda) % 2 == 0) 1 else -1) to listOf(a.n, a.l, b.n, b.l) }
            .filter { (angular, _) -> pairs || a != b || angular.second == 1 }
    }
}

/** The shells that property [property] of a block of [MatrixBlocksStep] couples. */
public fun shellsOf(properties: Labels, property: Int): Pair<Shell, Shell> = properties.row(property).let { (n, l, m, k) -> Shell(n, l) to Shell(m, k) }

/** Functions of an average structure. */
internal fun meanSide(orbitals: Orbitals, counts: SampleCounts): Long = counts.atoms.entries.sumOf { (type, count) -> orbitals.size(type) * count } / maxOf(1, counts.structures)
