package ncenter.cli.commands

import com.github.ajalt.clikt.core.Context
import com.github.ajalt.clikt.core.CoreCliktCommand
import com.github.ajalt.clikt.parameters.options.flag
import com.github.ajalt.clikt.parameters.options.option

/** A command with a one-line help text and the option that every command has. */
internal abstract class NcenterCommand(
    name: String,
    private val summary: String,
) : CoreCliktCommand(name) {
    /** Read by the entry point, which prints the stack trace. */
    @Suppress("unused")
    private val debug by option("--debug", help = "show the stack trace of an error").flag()

    override fun help(context: Context): String = summary
}
