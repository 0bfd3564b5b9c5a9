package ncenter.audit

import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import ncenter.plan.explain.readableOperations
import java.util.Locale

/**
 * What the features say about one pair of environments.
 *
 * @property family the generator of the pair, or `structures` for the user's own
 * @property rmsd distance of the two in angstrom after the best rotation, inversion and permutation; null if they differ in elements
 * @property congruent whether they are the same, so that no features may tell them apart
 * @property invariants relative difference of the invariants (lambda = 0, sigma = +1)
 * @property pseudoscalars relative difference of the pseudoscalars (lambda = 0, sigma = -1), up to their common sign
 * @property equivariants relative difference of the lengths of the equivariants (lambda > 0)
 * @property told whether invariants or pseudoscalars differ
 * @property remedies what does tell the two apart, for pairs that are not told apart: of each kind of features the lowest orders, the cheapest kind first
 */
@Serializable
public data class PairVerdict(
    val family: String,
    val first: String,
    val second: String,
    val rmsd: Double?,
    val congruent: Boolean,
    val invariants: Double,
    val pseudoscalars: Double,
    val equivariants: Double,
    val told: Boolean,
    val remedies: List<Remedy> = emptyList(),
) {
    /** Whether the features miss a difference that is there. */
    val blind: Boolean get() = !told && !congruent
}

/**
 * Features that tell a pair apart.
 *
 * @property features as they are written
 * @property difference relative difference of what they say of the two
 * @property operations estimated floating-point operations for both structures
 */
@Serializable
public data class Remedy(
    val features: String,
    val difference: Double,
    val operations: Long = 0,
)

/** The audit of one set of features. */
@Serializable
public data class AuditReport(
    val features: String,
    val tolerance: Double,
    val verdicts: List<PairVerdict>,
    /** How many environments of the user's own structures were compared, each with each. */
    val environments: Int = 0,
) {
    /** The pairs that are not congruent and not told apart. */
    val blind: List<PairVerdict> get() = verdicts.filter { it.blind }

    /** As JSON that other programs can read. */
    public fun toJson(): String = json.encodeToString(serializer(), this)

    override fun toString(): String = buildString {
        appendLine("audit of $features")
        if (environments > 0) appendLine("  structures: $environments environments compared, each with each")
        verdicts.groupBy { it.family }.forEach { (family, all) -> appendLine(summary(family, all)) }
        blind.groupBy { it.family }.forEach { (_, all) -> all.take(SHOWN).forEach { append(details(it)) } }
        append(conclusion())
    }

    private fun summary(family: String, all: List<PairVerdict>): String {
        val different = all.filter { !it.congruent }
        if (different.isEmpty()) return "  $family: ${all.size} congruent pairs, ${all.count { it.told }} told apart (0 expected)"
        val told = different.count { it.told }
        return "  $family: $told of ${different.size} pairs told apart; relative differences from ${number(different.minOf(::seen))} to ${number(different.maxOf(::seen))}"
    }

    private fun details(pair: PairVerdict): String = buildString {
        appendLine("  not told apart: ${pair.first} and ${pair.second} (${pair.family}), ${pair.rmsd?.let(::number)} Å from congruent")
        appendLine(
            "    relative differences: invariants ${number(pair.invariants)}, pseudoscalars ${number(pair.pseudoscalars)}, lengths of equivariants ${number(pair.equivariants)}",
        )
        if (pair.remedies.isEmpty()) appendLine("    nothing that was tried tells them apart")
        pair.remedies.forEach { appendLine("    told apart by ${it.features}: ${number(it.difference)}, ${readableOperations(it.operations)}") }
    }

    private fun conclusion(): String {
        val wrong = verdicts.count { it.congruent && it.told }
        val broken = if (wrong > 0) "\n  $wrong congruent pairs have different features: these features are not invariant" else ""
        return if (blind.isEmpty()) "  no blind spot found$broken" else "  ${blind.size} pairs of different environments have equal invariants$broken"
    }

    private fun seen(pair: PairVerdict) = maxOf(pair.invariants, pair.pseudoscalars)

    private fun number(value: Double): String = if (value == 0.0 || value >= 1e-2) String.format(Locale.ROOT, "%.3f", value) else String.format(Locale.ROOT, "%.1e", value)

    public companion object {
        private const val SHOWN = 3
        private val json =
            Json {
                prettyPrint = true
                encodeDefaults = true
            }

        /** The report that [toJson] wrote. */
        @JvmStatic
        public fun fromJson(text: String): AuditReport = json.decodeFromString(serializer(), text)
    }
}
