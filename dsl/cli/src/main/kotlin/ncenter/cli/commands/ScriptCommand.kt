package ncenter.cli.commands

import com.github.ajalt.clikt.parameters.arguments.argument
import com.github.ajalt.clikt.parameters.groups.provideDelegate
import com.github.ajalt.clikt.parameters.options.convert
import com.github.ajalt.clikt.parameters.options.multiple
import com.github.ajalt.clikt.parameters.options.option
import com.github.ajalt.clikt.parameters.types.path
import ncenter.cli.console.Cancellation
import ncenter.cli.console.Interruption
import ncenter.cli.plot.Pictures
import ncenter.cli.script.ScriptCache
import ncenter.cli.script.ScriptFailure
import ncenter.cli.script.ScriptFile
import ncenter.cli.script.ScriptHost
import ncenter.engine.ProgressListener
import ncenter.experiment.ExperimentScript
import ncenter.experiment.Workspace
import java.nio.file.Path

/** A command that runs an experiment script in a workspace. */
internal abstract class ScriptCommand(
    name: String,
    summary: String,
    private val surroundings: Surroundings,
    fileHelp: String = "a script ending in ${ScriptFile.ENDING}",
) : NcenterCommand(name, summary) {
    protected val file: Path by argument("FILE", help = fileHelp).path()
    private val settings by option("--set", metavar = "NAME=VALUE", help = "value of a setting of the script; repeatable")
        .convert { if (it.indexOf('=') > 0) it.substringBefore('=') to it.substringAfter('=') else fail("write NAME=VALUE, not '$it'") }
        .multiple()
    protected val limits: Limits by Limits()

    protected abstract fun output(script: ScriptFile): Path

    protected abstract val planOnly: Boolean

    /** Where the lines of the script go. */
    protected open fun console(line: String): Unit = surroundings.out.println(line)

    /** Called when the script has ended well. */
    protected open fun finished(script: ExperimentScript): Unit = Unit

    /** Compiles the script or takes it from the cache, then runs it. */
    override fun run() {
        val script = ScriptFile.read(file)
        val cancellation = Cancellation()
        val progress = surroundings.progress(cancellation)
        val receiver = ExperimentScript(workspace(script, progress))
        val host = ScriptHost(ScriptCache(surroundings.scriptCache)) { surroundings.errors.println("ncenter: compiling ${it.name} ...") }
        val compiled = host.compiled(script)
        try {
            Interruption(surroundings.errors).guard(cancellation) { compiled.run(receiver) }
        } catch (e: Throwable) {
            throw ScriptFailure(script, compiled.mainClass, e)
        } finally {
            (progress as? AutoCloseable)?.close()
        }
        receiver.checkFinished()
        finished(receiver)
    }

    private fun workspace(script: ScriptFile, progress: ProgressListener) = Workspace(
        baseDirectory = script.directory,
        output = output(script).toAbsolutePath().normalize(),
        threads = limits.threads,
        memoryBytes = limits.memoryBytes(),
        settings = settings.toMap(),
        planOnly = planOnly,
        listener = progress,
        console = ::console,
        title = script.title,
        onResult = { Pictures.write(it) },
    )
}
