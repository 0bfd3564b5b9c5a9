package ncenter.experiment

import ncenter.engine.Engine
import ncenter.model.Evaluation
import ncenter.model.Metric
import ncenter.model.TrainedModel
import ncenter.model.evaluate
import ncenter.model.save
import ncenter.model.trainModel
import ncenter.plan.explain.candidateText
import ncenter.plan.explain.explainText
import ncenter.spec.models.RegressionSpec
import ncenter.structures.SplitDataset
import java.nio.file.Files
import java.nio.file.Path

/**
 * A study: one model, trained and tested on one or several splits, with its results written to a folder.
 *
 * @property data splits by name
 */
public class Experiment internal constructor(
    public val name: String,
    public val model: RegressionSpec,
    public val data: Map<String, SplitDataset>,
    public val report: List<Report>,
    private val script: ExperimentScript,
) {
    init {
        require(name.isNotBlank()) { "experiment: a name was expected, got '$name'" }
        require(
            data.isNotEmpty(),
        ) { "experiment: at least one split was expected, got none; write data = listOf(\"water\" to data.split(...))" }
    }

    private val workspace = script.workspace

    internal var wasRun = false
        private set

    /** Where the results go: the workspace's output for the experiment that is named like the script, a folder in it for others. */
    public val folder: Path
        get() =
            if (name ==
                workspace.title
            ) {
                workspace.output
            } else {
                workspace.output.resolve(name.replace(Regex("[^A-Za-z0-9._=+-]+"), "-").trim('.'))
            }

    /** Trains, tests and writes everything; shows plan, progress and a table on the way. With `ncenter plan` only the plan. */
    public fun run(): ExperimentResult {
        script.checkSettings()
        wasRun = true
        Engine(workspace.threads, workspace.memoryBytes).use { engine ->
            val parts =
                data.map { (split, dataset) ->
                    if (workspace.planOnly) showPlan(split, dataset, engine) else runSplit(split, dataset, engine)
                }
            val result = ExperimentResult(this, parts)
            if (!workspace.planOnly) finish(result)
            return result
        }
    }

    private fun showPlan(split: String, dataset: SplitDataset, engine: Engine): SplitResult {
        heading(split, dataset)
        workspace.console(explainText(engine.compile(model, dataset.train, dataset.schema)) + "\n")
        return SplitResult(split, dataset, null, emptyList(), null)
    }

    private fun runSplit(split: String, dataset: SplitDataset, engine: Engine): SplitResult {
        heading(split, dataset)
        val plan = engine.compile(model, dataset.train, dataset.schema, workspace.listener)
        if (split == data.keys.first()) workspace.console(explainText(plan) + "\n")
        val curve = sizes(dataset.split.train.size).flatMap { size -> learn(split, dataset, engine, size).second }
        val trained = trainModel(plan, dataset.train, engine, workspace.listener, dataset.split)
        if (trained.plan.choices.isNotEmpty()) workspace.console(candidateText(trained.plan) + "\n")
        val evaluation = trained.evaluate(dataset.test, engine, "test", workspace.listener)
        val result = SplitResult(split, dataset, trained, curve + selected(evaluation, trained, split), evaluation)
        saveModel(trained, split)
        return result
    }

    private fun heading(split: String, dataset: SplitDataset): Unit = workspace.console(
        "experiment $name, split $split: ${dataset.split.train.size} structures to train, ${dataset.split.test.size} to test\n",
    )

    private fun sizes(train: Int): List<Int> = report.filterIsInstance<LearningCurve>().flatMap { it.sizes }.filter { it < train }

    private fun learn(split: String, dataset: SplitDataset, engine: Engine, size: Int): Pair<TrainedModel, List<Metric>> {
        val part = dataset.all.subset(dataset.split.train.copyOf(size))
        val plan = engine.compile(model, part, dataset.schema, workspace.listener)
        val trained = trainModel(plan, part, engine, workspace.listener)
        val evaluation = trained.evaluate(dataset.test, engine, "test", workspace.listener)
        return trained to selected(evaluation, trained, split)
    }

    /** All metrics of an evaluation, and the eigenvalue errors of the lowest levels that the report asks for. */
    private fun selected(evaluation: Evaluation, trained: TrainedModel, split: String): List<Metric> {
        val lowest = report.filterIsInstance<ErrorRow>().filter { it.lowest != null }.map { evaluation.lowest(it, trained) }
        val pairs = report.filterIsInstance<PairErrors>().flatMap { trained.pairErrors(it, data.getValue(split).test) }
        return (evaluation.metrics + lowest + pairs).map { it.copy(split = split) }
    }

    private fun saveModel(trained: TrainedModel, split: String) {
        Files.createDirectories(folder)
        trained.save(folder.resolve(modelName(split)))
    }

    internal fun modelName(split: String): String = (if (data.size == 1) "model" else split.replace(Regex("[^A-Za-z0-9._=+-]+"), "-")) + ".ncenter"

    private fun finish(result: ExperimentResult) {
        ResultsJson.write(result, folder.resolve("results.json"))
        workspace.onResult(result)
        workspace.console(result.table())
        workspace.console("results in $folder")
    }
}
