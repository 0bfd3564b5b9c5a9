package ncenter.cli.script

/** Gives the compiled form of a script: from the cache if it is there, else from the compiler, which then fills the cache. */
public class ScriptHost(
    private val cache: ScriptCache,
    private val onCompile: (ScriptFile) -> Unit = {},
) {
    /** @throws ScriptCompilationException if the text is not a valid script */
    public fun compiled(script: ScriptFile): CompiledScript {
        val key = ScriptKey.of(script)
        cache.find(key)?.let { return it }
        onCompile(script)
        return ScriptCompiler.compile(script).also { cache.store(key, it) }
    }
}
