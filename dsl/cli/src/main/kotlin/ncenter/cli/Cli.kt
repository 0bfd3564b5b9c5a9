package ncenter.cli

import com.github.ajalt.clikt.core.CliktError
import com.github.ajalt.clikt.core.CoreCliktCommand
import com.github.ajalt.clikt.core.CoreNoOpCliktCommand
import com.github.ajalt.clikt.core.ProgramResult
import com.github.ajalt.clikt.core.UsageError
import com.github.ajalt.clikt.core.parse
import com.github.ajalt.clikt.core.subcommands
import com.github.ajalt.clikt.parameters.options.versionOption
import ncenter.cli.commands.AuditCommand
import ncenter.cli.commands.BenchCommand
import ncenter.cli.commands.CheckCommand
import ncenter.cli.commands.InfoCommand
import ncenter.cli.commands.PlanCommand
import ncenter.cli.commands.PredictCommand
import ncenter.cli.commands.RunCommand
import ncenter.cli.commands.Surroundings
import ncenter.cli.files.ModelDescriber
import ncenter.cli.files.NpyDescriber
import ncenter.cli.files.NpzDescriber
import ncenter.cli.files.XyzDescriber
import ncenter.engine.LibraryVersion
import ncenter.model.load

/** The `ncenter` command: reads a command line, runs it, and turns every way it can end into an exit code. */
public class Cli(
    private val surroundings: Surroundings,
    private val debug: Boolean = !System.getenv("NCENTER_DEBUG").isNullOrEmpty(),
) {
    /** Runs one command line. Prints, but never ends the Java process. */
    public fun run(arguments: List<String>): ExitCode {
        val root = root()
        return try {
            root.parse(arguments)
            ExitCode.DONE
        } catch (e: CliktError) {
            answer(root, e)
        } catch (e: Throwable) {
            report(e, debug || "--debug" in arguments)
        }
    }

    private fun root(): CoreCliktCommand = CoreNoOpCliktCommand("ncenter")
        .versionOption(LibraryVersion.text)
        .subcommands(
            RunCommand(surroundings),
            PlanCommand(surroundings),
            InfoCommand(surroundings, listOf(ModelDescriber, XyzDescriber, NpzDescriber, NpyDescriber)),
            PredictCommand(surroundings) { engine, file -> engine.load(file) },
            AuditCommand(surroundings) { engine, file -> engine.load(file) },
            CheckCommand(surroundings),
            BenchCommand(surroundings),
        )

    private fun answer(root: CoreCliktCommand, wish: CliktError): ExitCode {
        if (wish is ProgramResult) return ExitCode.entries.first { it.code == wish.statusCode }
        val text = root.getFormattedHelp(wish)
        val stream = if (wish.printError) surroundings.errors else surroundings.out
        text?.let(stream::println)
        return if (wish is UsageError || wish.statusCode != 0) ExitCode.USAGE else ExitCode.DONE
    }

    private fun report(error: Throwable, withTrace: Boolean): ExitCode {
        val failure = Failure.of(error)
        surroundings.errors.println("ncenter: ${failure.message}")
        if (withTrace) error.printStackTrace(surroundings.errors)
        return failure.code
    }
}
