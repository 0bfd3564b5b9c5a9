package ncenter.cli.commands

import com.github.ajalt.clikt.core.ProgramResult
import com.github.ajalt.clikt.parameters.arguments.argument
import com.github.ajalt.clikt.parameters.arguments.optional
import com.github.ajalt.clikt.parameters.options.default
import com.github.ajalt.clikt.parameters.options.option
import com.github.ajalt.clikt.parameters.types.double
import com.github.ajalt.clikt.parameters.types.int
import com.github.ajalt.clikt.parameters.types.path
import ncenter.audit.AuditFile
import ncenter.audit.AuditReport
import ncenter.audit.AuditSettings
import ncenter.audit.auditFeatures
import ncenter.audit.auditModel
import ncenter.cli.ExitCode
import ncenter.cli.script.ScriptFile
import ncenter.engine.Engine
import ncenter.experiment.ExperimentScript
import ncenter.io.ExtendedXyz
import ncenter.model.TrainedModel
import ncenter.structures.Dataset
import ncenter.structures.Elements
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import kotlin.io.path.exists

/** `ncenter audit FILE [STRUCTURES]`: what the features of a script or a model cannot tell apart. Ends with 4 if there is such a thing. */
internal class AuditCommand(
    private val surroundings: Surroundings,
    private val load: (Engine, Path) -> TrainedModel,
) : ScriptCommand(
    "audit",
    "look for environments that features cannot tell apart",
    surroundings,
    "a script ending in ${ScriptFile.ENDING}, or a model written by ncenter run",
) {
    private val structures by argument("STRUCTURES", help = "an extended XYZ file whose environments are compared too").path().optional()
    private val center by option("--center", metavar = "SYMBOL", help = "look at environments of this element only")
    private val pairs by option("--pairs", metavar = "N", help = "random pairs of each degenerate family (default: ${AuditSettings().pairs})").int().default(AuditSettings().pairs)
    private val tolerance by option("--tolerance", metavar = "X", help = "relative difference of features that counts as none (default: ${AuditSettings().tolerance})")
        .double()
        .default(AuditSettings().tolerance)
    private val out by option("--out", metavar = "DIR", help = "folder for audit.json (default: not written)").path()

    override val planOnly = true

    override fun output(script: ScriptFile): Path = Path.of("out", script.title)

    /** The script's own lines are about plans and experiments, which are not what was asked for. */
    override fun console(line: String): Unit = Unit

    override fun run() {
        if (!file.toString().endsWith(MODEL)) return super.run()
        if (!file.exists()) throw NoSuchFileException(file.toString())
        show { engine, data, settings -> auditModel(load(engine, file), data, engine, settings) }
    }

    override fun finished(script: ExperimentScript) {
        require(script.features.isNotEmpty()) { "audit: a script with features was expected, got none in $file; write audit(rho.correlate(nu = 2)) or an experiment" }
        show { engine, data, settings -> script.features.map { auditFeatures(it, data, engine, settings) } }
    }

    private fun show(audit: (Engine, Dataset?, AuditSettings) -> List<AuditReport>) {
        val settings = AuditSettings(pairs, tolerance, center = center?.let(Elements::number))
        val data = structures?.let { Dataset(ExtendedXyz.read(it).structures) }
        val reports = Engine(limits.threads, limits.memoryBytes()).use { audit(it, data, settings) }
        reports.forEach { surroundings.out.println("$it\n") }
        out?.let { AuditFile.write(it, reports) }
        if (reports.any { it.blind.isNotEmpty() }) throw ProgramResult(ExitCode.FOUND.code)
    }

    private companion object {
        const val MODEL = ".ncenter"
    }
}
