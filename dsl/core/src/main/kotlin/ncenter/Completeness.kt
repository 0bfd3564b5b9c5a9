package ncenter

import ncenter.audit.AuditReport
import ncenter.audit.AuditSettings
import ncenter.audit.auditFeatures
import ncenter.audit.auditModel
import ncenter.engine.Engine
import ncenter.model.TrainedModel
import ncenter.spec.features.FeatureSpec
import ncenter.structures.Dataset

/** Inside `audit(features) { }`: how closely to look. */
@NcenterDsl
public class Auditing internal constructor() {
    /** How many random pairs of each degenerate family are looked at. */
    public var pairs: Int = AuditSettings().pairs

    /** Relative difference of features up to which two environments are not told apart. */
    public var tolerance: Double = AuditSettings().tolerance

    /** Distance in angstrom up to which two environments are the same. */
    public var rmsd: Double = AuditSettings().rmsd

    /** Look at the environments of this element only. */
    public var center: Element? = null

    /** Structures whose environments are compared too, each with each. */
    public var structures: Dataset? = null

    internal fun settings() = AuditSettings(pairs, tolerance, rmsd, center?.number)
}

/**
 * Looks for environments that [features] cannot tell apart although they are not congruent: in families of structures known to be
 * degenerate, and in structures of your own. Prints as a report.
 */
public fun audit(
    features: FeatureSpec,
    engine: Engine = Engine.shared,
    options: Auditing.() -> Unit = {},
): AuditReport = Auditing().apply(options).let { auditFeatures(features, it.structures, engine, it.settings()) }

/** As [audit] of all features that [model] reads, with the contractions it was trained with. */
public fun audit(
    model: TrainedModel,
    engine: Engine = Engine.shared,
    options: Auditing.() -> Unit = {},
): List<AuditReport> = Auditing().apply(options).let { auditModel(model, it.structures, engine, it.settings()) }
