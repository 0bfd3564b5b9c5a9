package ncenter.cli

import ncenter.cli.script.ScriptFailure
import java.io.FileNotFoundException
import java.io.IOException
import java.nio.file.AccessDeniedException
import java.nio.file.FileAlreadyExistsException
import java.nio.file.FileSystemException
import java.nio.file.NoSuchFileException
import java.util.concurrent.CancellationException

/** How an exception ends the command: an exit code and one message for standard error. */
public class Failure private constructor(
    public val code: ExitCode,
    public val message: String,
) {
    public companion object {
        /** Sorts an exception by whose fault it is. */
        public fun of(error: Throwable): Failure = when (error) {
            is ScriptFailure -> ofScript(error)
            is CancellationException, is InterruptedException -> {
                Failure(ExitCode.INTERRUPTED, "interrupted; files written before are whole, nothing is half written")
            }
            is IllegalArgumentException -> Failure(ExitCode.INPUT, error.message ?: error.javaClass.name)
            is IOException -> Failure(ExitCode.INPUT, describe(error))
            is OutOfMemoryError -> Failure(ExitCode.OURS, OUT_OF_MEMORY)
            else -> Failure(ExitCode.OURS, ours(error))
        }

        private fun ofScript(failure: ScriptFailure): Failure {
            val inner = of(failure.cause)
            return when {
                inner.code == ExitCode.INTERRUPTED || failure.cause is OutOfMemoryError -> inner
                failure.cause is IOException -> Failure(ExitCode.INPUT, failure.withReason(inner.message))
                inner.code == ExitCode.INPUT -> Failure(ExitCode.INPUT, failure.message)
                failure.isScriptsOwn -> Failure(ExitCode.INPUT, failure.withReason(failure.cause.toString()))
                else -> inner
            }
        }

        private fun describe(error: IOException): String = when (error) {
            is NoSuchFileException, is FileNotFoundException -> "no such file: ${error.message}"
            is AccessDeniedException -> "no permission: ${error.message}"
            is FileAlreadyExistsException -> "already there: ${error.message}"
            is FileSystemException -> "${error.file}: ${error.reason ?: error.javaClass.simpleName}"
            else -> error.message ?: error.javaClass.name
        }

        private fun ours(error: Throwable): String {
            val text = "${error.javaClass.simpleName}: ${error.message ?: "no message"}"
            val plea = if ("please report" in text) "" else " (this is a bug, please report it)"
            return "$text$plea; --debug shows the stack trace"
        }

        private const val OUT_OF_MEMORY =
            "out of memory: the Java heap was too small for this run; lower --memory, or give Java more with NCENTER_JAVA_OPTS=-Xmx8g"
    }
}
