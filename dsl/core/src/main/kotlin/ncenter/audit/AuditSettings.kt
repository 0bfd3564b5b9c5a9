package ncenter.audit

/**
 * @property pairs how many random pairs of each degenerate family are looked at
 * @property tolerance relative difference of features up to which two environments are not told apart
 * @property rmsd distance in angstrom up to which two environments are the same
 * @property center atomic number of the centers; all elements if null
 */
public data class AuditSettings(
    val pairs: Int = 10,
    val tolerance: Double = 1e-8,
    val rmsd: Double = 1e-5,
    val center: Int? = null,
) {
    init {
        require(pairs >= 1) { "audit: at least 1 pair of each family was expected, got $pairs" }
        require(tolerance > 0.0 && tolerance < 1.0) { "audit: a tolerance between 0 and 1 was expected, got $tolerance; it is a relative difference of features" }
        require(rmsd > 0.0) { "audit: a positive rmsd in angstrom was expected, got $rmsd" }
    }
}
