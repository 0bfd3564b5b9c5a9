package ncenter.cli.commands

import com.github.ajalt.clikt.parameters.arguments.argument
import com.github.ajalt.clikt.parameters.groups.provideDelegate
import com.github.ajalt.clikt.parameters.options.option
import com.github.ajalt.clikt.parameters.types.path
import ncenter.cli.console.Cancellation
import ncenter.cli.console.Interruption
import ncenter.cli.files.PredictionFile
import ncenter.engine.Engine
import ncenter.engine.ProgressListener
import ncenter.io.ExtendedXyz
import ncenter.io.Npz
import ncenter.model.Prediction
import ncenter.model.TrainedModel
import ncenter.spec.targets.MatrixKind
import ncenter.spec.targets.MatrixSpec
import java.nio.file.Path
import kotlin.io.path.nameWithoutExtension

/** `ncenter predict MODEL STRUCTURES`: predictions of a stored model, as an npz file. */
internal class PredictCommand(
    private val surroundings: Surroundings,
    private val load: (Engine, Path) -> TrainedModel,
) : NcenterCommand("predict", "predict the structures of an XYZ file with a trained model") {
    private val model by argument("MODEL", help = "a model written by ncenter run").path()
    private val structures by argument("STRUCTURES", help = "an extended XYZ file").path()
    private val out by option("--out", metavar = "FILE.npz", help = "file for the predictions (default: NAME.predicted.npz)").path()
    private val limits by Limits()

    override fun run() {
        val file = out ?: Path.of("${structures.nameWithoutExtension}.predicted.npz")
        require(file.fileName.toString().endsWith(".npz")) { "--out: a file ending in .npz was expected, got $file" }
        val cancellation = Cancellation()
        val progress = surroundings.progress(cancellation)
        try {
            Engine(limits.threads, limits.memoryBytes()).use { engine ->
                Interruption(surroundings.errors).guard(cancellation) { write(load(engine, model), progress, file) }
            }
        } finally {
            (progress as? AutoCloseable)?.close()
        }
    }

    private fun write(trained: TrainedModel, progress: ProgressListener, file: Path) {
        val predictions = predictions(trained, progress)
        require(predictions.isNotEmpty()) { "structures: at least one structure was expected, got none in $structures" }
        val arrays = PredictionFile.arrays(trained.target, predictions)
        progress.checkCancelled()
        Npz.write(file, arrays)
        surroundings.out.println("predicted ${predictions.size} structures: ${arrays.keys.joinToString()} in $file")
        if ((trained.target as? MatrixSpec)?.kind == MatrixKind.HAMILTONIAN && !trained.isOrthonormal) {
            surroundings.out.println("no eigenvalues: the basis is not orthonormal, so they need the overlap of each structure")
        }
    }

    private fun predictions(trained: TrainedModel, progress: ProgressListener): List<Prediction> {
        progress.started("predict", 0)
        val done = ArrayList<Prediction>()
        ExtendedXyz.open(structures).use { reader ->
            trained.predict(reader.asSequence()).forEach { prediction ->
                done += prediction
                progress.advanced(done.size.toLong(), 0)
                progress.checkCancelled()
            }
        }
        progress.finished("predict")
        return done
    }
}
