package ncenter.model

import ncenter.engine.Engine
import ncenter.engine.FittedModel
import ncenter.engine.LibraryVersion
import ncenter.engine.ProgressListener
import ncenter.plan.Plan
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.NoTransform
import ncenter.spec.targets.TargetSpec
import ncenter.structures.Dataset
import ncenter.structures.Split

/**
 * Trains a model of the spec and schema of [plan] on [data].
 *
 * @param split where the data come from, for the model's provenance
 */
public fun trainModel(
    plan: Plan,
    data: Dataset,
    engine: Engine,
    listener: ProgressListener = ProgressListener.NONE,
    split: Split? = null,
): TrainedModel {
    // The plan may have been made for a schema only, or for other data: sizes and chunks are those of this data.
    val sized = engine.compiledFor(plan, data, listener)
    val training = engine.train(sized, data, listener)
    val fitted =
        FittedModel(training.plan, training.weights, training.steps, training.baseline, isOrthonormal(plan.spec.target, data))
    val provenance = Provenance(LibraryVersion.text, data.digest, data.size, split?.train?.toList().orEmpty(), split?.name.orEmpty())
    return TrainedModel(engine, fitted, provenance, training.measures)
}

private fun isOrthonormal(
    target: TargetSpec,
    data: Dataset,
): Boolean = target is MatrixSpec && (target.transform != NoTransform || data.matrices(target.reference).isOrthogonal)
