package ncenter.cli.files

import ncenter.engine.Engine
import ncenter.model.TrainedModel
import ncenter.model.load
import ncenter.structures.Elements
import java.nio.file.Path

/** What a trained model predicts, what it was trained on, and its plan. */
public object ModelDescriber : FileDescriber {
    override val endings: List<String> = listOf(".ncenter")

    override fun describe(file: Path): List<String> = Engine(threads = 1).use { lines(it.load(file)) }

    private fun lines(model: TrainedModel): List<String> {
        val source = model.provenance
        val elements = model.schema.elements.joinToString(" ", transform = Elements::symbol)
        val cell = if (model.schema.periodic) "periodic" else "not periodic"
        val split = source.splitName.ifEmpty { "no split" }
        return listOf(
            "model      ${model.target}",
            "elements   $elements, $cell",
            "trained    on ${source.structures} structures ($split), data ${source.dataDigest.take(16)}..., ncenter ${source.library}",
            "weights    ${model.weightCount}",
            "spec",
        ) + "${model.spec}".lines().map { "  $it" }
    }
}
