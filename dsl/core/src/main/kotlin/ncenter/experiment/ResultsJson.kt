package ncenter.experiment

import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import ncenter.engine.LibraryVersion
import ncenter.engine.expectedSeconds
import ncenter.io.AtomicFile
import ncenter.model.Metric
import ncenter.model.TrainedModel
import ncenter.plan.AssemblyStep
import ncenter.plan.Candidate
import ncenter.plan.Choice
import ncenter.plan.TargetsStep
import ncenter.plan.estimateMemory
import ncenter.plan.explain.problemName
import ncenter.plan.explain.stepName
import ncenter.plan.outputBytes
import ncenter.spec.SpecJson
import ncenter.spec.targets.BlockType
import java.nio.file.Files
import java.nio.file.Path

/** The form of `results.json`. */
@Serializable
internal class ResultsForm(
    val name: String,
    val library: String,
    val spec: JsonElement,
    val report: List<Report>,
    val splits: List<SplitForm>,
    val metrics: List<Metric>,
    val timings: List<TimingForm>,
    val candidates: List<CandidateForm> = emptyList(),
    val choices: List<ChoiceForm> = emptyList(),
)

/** A candidate of `auto` and its estimated cost on the training set of a split; [number] counts from 1. */
@Serializable
internal class CandidateForm(
    val split: String,
    val blockTypes: List<BlockType>,
    val number: Int,
    val features: String,
    val estimatedSeconds: Double?,
    val estimatedBytes: Long?,
    val leftOut: String?,
)

/** The validation errors of the candidates for one regression problem; null where there was nothing to learn from. */
@Serializable
internal class ChoiceForm(
    val split: String,
    val block: String,
    val errors: Map<Int, Double?>,
    val chosen: Int,
)

@Serializable
internal class SplitForm(
    val name: String,
    val how: String,
    val dataDigest: String,
    val train: List<Int>,
    val test: List<Int>,
    val model: String,
)

/** Estimated and measured bytes and seconds of one plan step of the training at full size. */
@Serializable
internal class TimingForm(
    val split: String,
    val step: Int,
    val name: String,
    val estimatedBytes: Long,
    val measuredBytes: Long,
    val estimatedSeconds: Double,
    val measuredSeconds: Double,
)

internal object ResultsJson {
    private val json =
        Json {
            prettyPrint = true
            encodeDefaults = true
        }

    fun write(result: ExperimentResult, path: Path) {
        val experiment = result.experiment
        val form =
            ResultsForm(
                name = experiment.name,
                library = LibraryVersion.text,
                spec = json.parseToJsonElement(SpecJson.write(experiment.model)),
                report = experiment.report,
                splits = result.splits.map { split(it, experiment) },
                metrics = result.metrics,
                timings = result.splits.flatMap { part -> part.model?.let { timings(part.split, it) }.orEmpty() },
                candidates = result.splits.flatMap { part -> part.model?.plan?.candidates.orEmpty().map { candidate(part.split, it) } },
                choices = result.splits.flatMap { part -> part.model?.plan?.choices.orEmpty().map { choice(part.split, it) } },
            )
        Files.createDirectories(path.parent)
        AtomicFile.write(path) { it.write(json.encodeToString(ResultsForm.serializer(), form).toByteArray()) }
    }

    private fun split(part: SplitResult, experiment: Experiment) = SplitForm(
        part.split,
        part.data.split.name,
        part.data.all.digest,
        part.data.split.train
            .toList(),
        part.data.split.test
            .toList(),
        experiment.modelName(part.split),
    )

    private fun candidate(split: String, it: Candidate) = CandidateForm(split, it.blockTypes, it.number + 1, "${it.features}", it.seconds, it.bytes, it.leftOut)

    private fun choice(split: String, it: Choice): ChoiceForm {
        val errors = it.errors.entries.associate { (number, error) -> number + 1 to error.takeUnless(Double::isNaN) }
        return ChoiceForm(split, problemName(it.key), errors, it.chosen + 1)
    }

    private fun timings(split: String, model: TrainedModel): List<TimingForm> {
        val plan = model.plan
        val counts = plan.counts ?: return emptyList()
        return plan.steps.filter { it !is TargetsStep && it !is AssemblyStep }.map { step ->
            val measured = model.measures[step.id]
            val bytes =
                if (step.id ==
                    plan.regression.id
                ) {
                    estimateMemory(plan, counts).let { it.kept + it.solve }
                } else {
                    outputBytes(step, counts, plan)
                }
            TimingForm(
                split,
                step.id,
                stepName(step),
                bytes,
                measured?.bytes ?: 0,
                expectedSeconds(step, counts, plan),
                measured?.seconds ?: 0.0,
            )
        }
    }
}
