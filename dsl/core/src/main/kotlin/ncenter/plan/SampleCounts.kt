package ncenter.plan

import ncenter.spec.targets.BlockType

/**
 * How many samples of each kind a data set has: what sizes are computed from.
 *
 * @property atoms number of atoms per type
 * @property pairs number of directed neighbor pairs per (first type, second type)
 * @property tuples number of ordered tuples of three atoms and more per list of types, with self pairs
 * @property each the same counts for each structure; not known of a model that was loaded
 */
public data class SampleCounts(
    public val structures: Long,
    public val atoms: Map<Int, Long>,
    public val pairs: Map<Pair<Int, Int>, Long>,
    public val each: StructureCounts? = null,
    public val tuples: Map<List<Int>, Long> = emptyMap(),
) {
    /** Number of samples of a block with this key. */
    public fun samples(key: FeatureKey): Long = when (key.types.size) {
        0 -> {
            structures
        }
        1 -> {
            atoms[key.types[0]] ?: 0
        }
        2 -> {
            val directed = pairs[key.types[0] to key.types[1]] ?: 0
            if (key.blockType == BlockType.SameSpeciesPlus || key.blockType == BlockType.SameSpeciesMinus) directed / 2 else directed
        }
        else -> {
            tuples[key.types] ?: 0
        }
    }

    /** Number of rows of a regression on this block: samples times components. */
    public fun rows(key: FeatureKey): Long = samples(key) * key.components

    /** All directed pairs. */
    public val allPairs: Long get() = pairs.values.sum()

    /** All atoms. */
    public val allAtoms: Long get() = atoms.values.sum()
}
