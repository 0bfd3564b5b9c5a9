package ncenter.experiment

import ncenter.engine.ProgressListener
import java.nio.file.Path

/**
 * The surroundings of an experiment: where it reads, where it writes, and what it may use.
 *
 * @property baseDirectory folder against which relative data files are resolved: the script's own
 * @property output folder that receives `results.json`, the model and the pictures; created by whoever writes first
 * @property threads number of worker threads, at least 1
 * @property memoryBytes upper bound of what the library allocates, in bytes
 * @property settings texts given as `--set name=value`
 * @property planOnly true if plans are to be shown and nothing is to be computed
 * @property listener told about progress, asked about cancellation
 * @property title name of the script; the experiment of this name writes into [output] itself
 * @property onResult told about every finished experiment, after `results.json` is written
 * @property console receives lines meant for the user, without line ends
 */
public class Workspace
@JvmOverloads
constructor(
    public val baseDirectory: Path,
    public val output: Path,
    public val threads: Int,
    public val memoryBytes: Long,
    public val settings: Map<String, String> = emptyMap(),
    public val planOnly: Boolean = false,
    public val listener: ProgressListener = ProgressListener.NONE,
    public val console: (String) -> Unit = ::println,
    public val title: String = "",
    public val onResult: (ExperimentResult) -> Unit = {},
) {
    init {
        require(threads >= 1) { "workspace: threads must be at least 1, got $threads; write for example --threads 2" }
        require(memoryBytes >= MINIMUM_MEMORY) {
            "workspace: a memory budget of at least 16 MB was expected, got $memoryBytes bytes; write for example --memory 2GB"
        }
    }

    private companion object {
        const val MINIMUM_MEMORY = 16L shl 20
    }
}
