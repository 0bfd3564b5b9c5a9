package ncenter.structures

/**
 * Contracted Gaussian functions for the shells of each element, as basis set files list them.
 *
 * @property shells element symbol to shell (`2p`) to rows (exponent in 1/bohr², contraction coefficient of the normalized primitive)
 */
public data class GaussianFunctions(
    val shells: Map<String, Map<String, List<List<Double>>>>,
) {
    init {
        if (shells.isEmpty()) mistake("gaussians", "functions of at least one element", "none", "write {\"H\": {\"1s\": [[exponent, coefficient]]}}")
        for ((symbol, functions) in shells) {
            Elements.number(symbol)
            functions.forEach { (shell, rows) -> checkRows(symbol, shell, rows) }
        }
    }

    private fun checkRows(symbol: String, shell: String, rows: List<List<Double>>) {
        Shell.parse(shell)
        if (rows.isEmpty() || rows.any { it.size != 2 || it[0] <= 0.0 || !it.all(Double::isFinite) }) {
            mistake("gaussians", "rows (exponent > 0, coefficient) for $shell of $symbol", "$rows", "take them from a basis set file")
        }
    }

    /** The rows of [shell] of element [type]. */
    public fun rows(type: Int, shell: Shell): List<List<Double>> = shells[Elements.symbol(type)]?.get("$shell") ?: mistake(
        "gaussians",
        "functions of $shell of ${Elements.symbol(type)}",
        shells[Elements.symbol(type)]?.keys?.joinToString(" ") ?: "none of this element",
        "add the shell to the file of the basis",
    )

    /** Refuses [orbitals] with a shell that has no functions here. */
    public fun checkCover(orbitals: Orbitals): Unit = orbitals.elements.forEach { type -> orbitals.shells(type).forEach { rows(type, it) } }

    override fun toString(): String = shells.entries.joinToString(", ", "gaussians(", ")") { (symbol, functions) -> "$symbol to \"${functions.keys.joinToString(" ")}\"" }
}
