package ncenter.cli.script

import ncenter.experiment.ExperimentScript
import java.io.File
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.script.experimental.api.ResultWithDiagnostics
import kotlin.script.experimental.api.ScriptCompilationConfiguration
import kotlin.script.experimental.api.ScriptDiagnostic
import kotlin.script.experimental.api.compilerOptions
import kotlin.script.experimental.api.defaultImports
import kotlin.script.experimental.api.implicitReceivers
import kotlin.script.experimental.host.StringScriptSource
import kotlin.script.experimental.jvm.impl.KJvmCompiledModuleInMemory
import kotlin.script.experimental.jvm.impl.KJvmCompiledScript
import kotlin.script.experimental.jvm.jvm
import kotlin.script.experimental.jvm.updateClasspath
import kotlin.script.experimental.jvmhost.JvmScriptCompiler
import kotlin.script.experimental.api.CompiledScript as KotlinCompiledScript

/** The Kotlin compiler, set up for experiment scripts. Nothing outside this file touches its classes, so a cached script never loads them. */
internal object ScriptCompiler {
    /** Packages whose names a script may use without an import. */
    private val VOCABULARY = listOf("ncenter", "ncenter.elements", "ncenter.experiment", "ncenter.units")

    private val TOOLS = Regex("(kotlin-(compiler|scripting|script-runtime|daemon|reflect)|lets-plot|plot-|batik|clikt|jline).*\\.jar")

    fun compile(script: ScriptFile): CompiledScript {
        val source = StringScriptSource(script.text, script.name)
        val result = runToEnd { JvmScriptCompiler()(source, configuration()) }
        if (result is ResultWithDiagnostics.Success) return classesOf(result.value)
        val errors = result.reports.filter { it.severity >= ScriptDiagnostic.Severity.ERROR }.map { message(it).render(script) }
        throw ScriptCompilationException(errors.ifEmpty { listOf("${script.name}: the script does not compile") }.joinToString("\n"))
    }

    private fun configuration() = ScriptCompilationConfiguration {
        implicitReceivers(ExperimentScript::class)
        defaultImports(VOCABULARY.filter(::exists).map { "$it.*" })
        jvm { updateClasspath(libraries()) }
        compilerOptions("-jvm-target", Runtime.version().feature().toString(), "-no-reflect")
    }

    private fun exists(name: String) = javaClass.classLoader.getResource(name.replace('.', '/') + "/") != null

    /** What a script may call: the class path without the compiler and the command line's own tools, which would only slow the compiler. */
    private fun libraries(): List<File> = System
        .getProperty("java.class.path")
        .split(File.pathSeparator)
        .filter { it.isNotEmpty() }
        .map(::File)
        .filterNot { TOOLS.matches(it.name) }

    private fun classesOf(compiled: KotlinCompiledScript): CompiledScript {
        val script = compiled as KJvmCompiledScript
        val module = script.getCompiledModule() as KJvmCompiledModuleInMemory
        return CompiledScript(script.scriptClassFQName, module.compilerOutputFiles.filterKeys { it.endsWith(".class") })
    }

    private fun message(report: ScriptDiagnostic): CompilerMessage {
        val start = report.location?.start
        val detail = report.exception?.let { " ($it; this is a bug, please report it)" }.orEmpty()
        return CompilerMessage(report.message + detail, start?.line, start?.col)
    }

    private fun <T> runToEnd(block: suspend () -> T): T {
        var outcome: Result<T>? = null
        block.startCoroutine(Continuation(EmptyCoroutineContext) { outcome = it })
        return checkNotNull(outcome) { "script: the compiler did not finish (this is a bug, please report it)" }.getOrThrow()
    }
}
