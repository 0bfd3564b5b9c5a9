package ncenter.audit

import ncenter.engine.Engine
import ncenter.model.TrainedModel
import ncenter.spec.features.FeatureSpec
import ncenter.structures.Dataset

/** Audits [features] on the degenerate families, and on the environments of [data] if it is given. */
public fun auditFeatures(features: FeatureSpec, data: Dataset?, engine: Engine, settings: AuditSettings): AuditReport = Auditor(sourceOf(features, engine), engine, settings).audit(data)

/** Audits everything that [model] reads, one report for each kind of feature. */
public fun auditModel(model: TrainedModel, data: Dataset?, engine: Engine, settings: AuditSettings): List<AuditReport> = sourcesOf(model, engine).map { Auditor(it, engine, settings).audit(data) }
