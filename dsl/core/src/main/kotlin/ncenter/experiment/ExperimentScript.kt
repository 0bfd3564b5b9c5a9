package ncenter.experiment

import ncenter.Auditing
import ncenter.audit.AuditFile
import ncenter.audit.AuditReport
import ncenter.engine.Engine
import ncenter.io.ExtendedXyz
import ncenter.io.GaussiansJson
import ncenter.io.MatrixFile
import ncenter.io.Npy
import ncenter.io.OrbitalsJson
import ncenter.spec.features.FeatureSpec
import ncenter.spec.models.RegressionSpec
import ncenter.structures.Dataset
import ncenter.structures.GaussianFunctions
import ncenter.structures.Orbitals
import ncenter.structures.RawMatrices
import ncenter.structures.SplitDataset
import java.nio.file.Path

/**
 * The words that only a `*.experiment.kts` script has: its settings, and files beside it.
 *
 * The script host passes one instance per run as the script's implicit receiver. Not thread-safe.
 */
public class ExperimentScript(
    public val workspace: Workspace,
) {
    private val described = mutableListOf<Experiment>()
    private val known = sortedSetOf<String>()
    private val named = mutableListOf<FeatureSpec>()
    private val reports = mutableListOf<AuditReport>()
    private var checked = false

    /**
     * The text given as `--set name=value`, or [default].
     *
     * Read all settings before the first experiment starts, so that a misspelled `--set` is refused before any work is done.
     */
    public fun setting(name: String, default: String): String = given(name) ?: default

    /** The whole number given as `--set name=value`, or [default]. */
    public fun setting(
        name: String,
        default: Int,
    ): Int = given(name)?.let { it.toIntOrNull() ?: refuse(name, it, "a whole number", "$default") } ?: default

    /** The finite number given as `--set name=value`, or [default]. */
    public fun setting(
        name: String,
        default: Double,
    ): Double = given(name)?.let { text -> finite(text) ?: refuse(name, text, "a number", "$default") } ?: default

    /** A file named relative to the script's own folder; an absolute name stays as it is. */
    public fun path(name: String): Path = workspace.baseDirectory.resolve(name).normalize()

    /** The structures of an extended XYZ file beside the script. */
    public fun structures(name: String): Dataset = Dataset(ExtendedXyz.read(path(name)).structures)

    /** The matrices of a `npy` file beside the script, or [array] of a `npz` file. */
    public fun matrices(name: String, array: String? = null): RawMatrices = MatrixFile.read(path(name), array)

    /** The orbitals of a JSON file beside the script. */
    public fun orbitals(name: String): Orbitals = OrbitalsJson.read(path(name))

    /** Contracted Gaussian functions of a JSON file beside the script. */
    public fun gaussians(name: String): GaussianFunctions = GaussiansJson.read(path(name))

    /** Whole numbers from an npy file, as the order of structures in a published split. */
    public fun indices(name: String): IntArray = Npy.read(path(name)).toIntArray()

    /**
     * Describes a study; it starts with [Experiment.run].
     *
     * @param name the experiment that is named like the script writes into the output folder itself, others into a folder in it
     * @param data named splits: `listOf("W1" to water.split(...), ...)`
     */
    public fun experiment(
        name: String,
        model: RegressionSpec,
        data: List<Pair<String, SplitDataset>>,
        report: List<Report> = emptyList(),
    ): Experiment {
        val names = data.map { it.first }
        require(names.toSet().size == names.size) { "experiment: distinct names of splits were expected, got $names" }
        return Experiment(name, model, data.toMap(), report, this).also { described += it }
    }

    /** Describes a study on one split. */
    public fun experiment(
        name: String,
        model: RegressionSpec,
        data: SplitDataset,
        report: List<Report> = emptyList(),
    ): Experiment = experiment(name, model, listOf(name to data), report)

    /**
     * Looks for environments that [features] cannot tell apart, prints the report and writes it to `audit.json`. With `ncenter plan` and
     * `ncenter audit` nothing is computed here: the features are taken note of.
     */
    public fun audit(features: FeatureSpec, options: Auditing.() -> Unit = {}) {
        checkSettings()
        named += features
        if (workspace.planOnly) return
        val report = Engine(workspace.threads, workspace.memoryBytes).use { engine -> ncenter.audit(features, engine, options) }
        reports += report
        workspace.console("$report\n")
        AuditFile.write(workspace.output, reports)
    }

    /** The features that this script audits and those of its experiments. */
    public val features: List<FeatureSpec> get() = (named + described.flatMap { study -> study.model.routes.flatMap { it.candidates } }).distinct()

    /** Refuses a script that describes an experiment and never runs it. Called when the script ends. */
    public fun checkFinished() {
        checkSettings()
        described.firstOrNull { !it.wasRun }?.let {
            throw IllegalArgumentException(
                "experiment: every experiment was expected to run, got '${it.name}' only described; write experiment(...).run()",
            )
        }
    }

    /**
     * Refuses `--set` names that the script never asked for. Called when the first experiment starts and when the script ends.
     *
     * @throws IllegalArgumentException naming the unknown ones and the known ones
     */
    public fun checkSettings() {
        val unknown = workspace.settings.keys - known
        require(unknown.isEmpty()) {
            val words = if (known.isEmpty()) "this script has no settings" else "this script knows ${known.joinToString()}"
            "--set: a name the script reads was expected, got ${unknown.sorted().joinToString()}; $words"
        }
        checked = true
    }

    private fun given(name: String): String? {
        require(!checked || name in known) {
            "setting: settings are read before the first experiment starts, got a late '$name'; move this line up"
        }
        known += name
        return workspace.settings[name]
    }

    private fun finite(text: String): Double? = text.toDoubleOrNull()?.takeIf { it.isFinite() }

    private fun refuse(
        name: String,
        text: String,
        expected: String,
        example: String,
    ): Nothing = throw IllegalArgumentException("setting: $expected was expected for '$name', got '$text'; write for example --set $name=$example")
}
