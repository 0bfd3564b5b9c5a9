package ncenter

import ncenter.engine.Engine
import ncenter.engine.FittedFeatures
import ncenter.engine.ProgressListener
import ncenter.engine.expectedSeconds
import ncenter.engine.kernelVariants
import ncenter.labels.TensorMap
import ncenter.model.TrainedModel
import ncenter.model.trainModel
import ncenter.plan.Plan
import ncenter.plan.explain.Detail
import ncenter.plan.explain.explainText
import ncenter.plan.rules.compilePlan
import ncenter.spec.features.FeatureSpec
import ncenter.spec.models.RegressionSpec
import ncenter.structures.Dataset
import ncenter.structures.Schema
import ncenter.structures.Structure

/** The plan of this model for data of this [schema]: exact steps and labels, no sizes. Nothing is computed. */
public fun RegressionSpec.compile(schema: Schema): Plan = compilePlan(this, schema)

/** The plan of this model for [data], with sizes, memory and chunks. */
@JvmOverloads
public fun RegressionSpec.compile(data: Dataset, engine: Engine = Engine.shared): Plan = engine.compile(this, data)

/** Trains this plan on [data]. */
@JvmOverloads
public fun Plan.train(
    data: Dataset,
    engine: Engine = Engine.shared,
    listener: ProgressListener = ProgressListener.NONE,
): TrainedModel = trainModel(this, data, engine, listener)

/** The plan as text: steps in execution order, exact labels and sizes, rules. */
@JvmOverloads
public fun Plan.explain(detail: Detail = Detail.Logical): String = explainText(this, detail, kernelVariants())

/** The plan this model was trained with; [Detail.Measured] shows what each step took beside its estimate, for a model that was not read from a file. */
@JvmOverloads
public fun TrainedModel.explain(detail: Detail = Detail.Measured): String {
    val expected = if (detail == Detail.Measured && measures.isNotEmpty()) expectedSeconds(plan) else emptyMap()
    return explainText(plan, detail, kernelVariants(), measures, expected)
}

/** The features of [structures], all blocks. */
@JvmOverloads
public fun FeatureSpec.compute(structures: List<Structure>, engine: Engine = Engine.shared): TensorMap = engine.compute(this, structures)

/** What these features learn from [structures], such as principal components and selected pairs, ready for others. */
@JvmOverloads
public fun FeatureSpec.fit(structures: List<Structure>, engine: Engine = Engine.shared): FittedFeatures = engine.fit(this, structures)
