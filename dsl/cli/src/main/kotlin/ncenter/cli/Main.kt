@file:JvmName("Main")

package ncenter.cli

import ncenter.cli.commands.Surroundings
import ncenter.cli.console.StandardError
import ncenter.cli.script.ScriptCache
import kotlin.system.exitProcess

/** Entry point of the launcher. */
public fun main(arguments: Array<String>) {
    StandardError.redirect()
    val surroundings = Surroundings(System.out, System.err, ScriptCache.userDirectory())
    exitProcess(Cli(surroundings).run(arguments.toList()).code)
}
