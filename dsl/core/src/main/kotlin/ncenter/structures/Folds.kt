package ncenter.structures

/**
 * Assignment of structures to cross-validation folds. A structure is never split: all its rows belong to one fold.
 *
 * @property count number of folds
 */
public class Folds private constructor(
    private val foldOf: IntArray,
    public val count: Int,
) {
    /** Number of structures. */
    public val structures: Int get() = foldOf.size

    /** The fold of [structure], from 0 until [count]. */
    public fun fold(structure: Int): Int = foldOf[structure]

    /** A copy of the fold of every structure. */
    public val assignment: IntArray get() = foldOf.copyOf()

    override fun toString(): String = "Folds($count folds of $structures structures)"

    public companion object {
        /** Folds whose sizes differ by one at most, drawn with [seed]; the same on every machine. */
        @JvmStatic
        public fun of(structures: Int, folds: Int, seed: Long): Folds {
            if (folds < 1) mistake("folds", "at least one fold", "$folds", "write for example folds = 5")
            if (folds > structures) mistake("folds", "at most as many folds as structures, $structures", "$folds", "use fewer folds")
            val foldOf = IntArray(structures)
            permutation(structures, seed).forEachIndexed { k, structure -> foldOf[structure] = k % folds }
            return Folds(foldOf, folds)
        }
    }
}
