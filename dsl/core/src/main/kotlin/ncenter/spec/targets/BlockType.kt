package ncenter.spec.targets

/**
 * The four families of atom-pair blocks of a symmetric matrix (arXiv:2109.12083).
 *
 * - [OnSite]: H_ii, shell pairs with (n'l') >= (nl).
 * - [SameSpeciesPlus], [SameSpeciesMinus]: pairs i < j of one element, (H_ij ± H_ji) / sqrt 2 with both blocks carrying the
 *   same shell labels, shell pairs with (n'l') >= (nl).
 * - [DifferentSpecies]: pairs of two elements, H_ij with the smaller atomic number first, all shell pairs.
 *
 * @property code the number that stands in keys and files: 0, 1, -1, 2
 */
public enum class BlockType(
    public val code: Int,
) {
    OnSite(0),
    SameSpeciesPlus(1),
    SameSpeciesMinus(-1),
    DifferentSpecies(2),
    ;

    /** How many atoms the features of this block type are attached to. */
    public val centers: Int get() = if (this == OnSite) 1 else 2

    public companion object {
        @JvmStatic
        public fun ofCode(code: Int): BlockType = entries.firstOrNull { it.code == code }
            ?: throw IllegalArgumentException("BlockType: one of ${entries.map { it.code }} was expected, got $code")
    }
}
