package ncenter.cli.script

import ncenter.experiment.ExperimentScript
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.lang.reflect.InvocationTargetException
import java.util.zip.ZipEntry
import java.util.zip.ZipInputStream
import java.util.zip.ZipOutputStream

/** The class files of one script. Running it means constructing [mainClass] with the script's receiver. */
public class CompiledScript(
    public val mainClass: String,
    private val classes: Map<String, ByteArray>,
) {
    /** Loads the classes in a loader of their own and runs the script's lines. Exceptions of the script come through unwrapped. */
    public fun run(receiver: ExperimentScript) {
        val type = Class.forName(mainClass, true, MemoryClassLoader(classes, receiver.javaClass.classLoader))
        val thread = Thread.currentThread()
        val before = thread.contextClassLoader
        thread.contextClassLoader = type.classLoader
        try {
            type.getConstructor(ExperimentScript::class.java).newInstance(receiver)
        } catch (e: InvocationTargetException) {
            throw e.targetException
        } finally {
            thread.contextClassLoader = before
        }
    }

    /** One archive with all classes, the form in which the cache keeps a script. */
    public fun toBytes(): ByteArray {
        val bytes = ByteArrayOutputStream()
        ZipOutputStream(bytes).use { zip ->
            zip.write(MAIN_ENTRY, mainClass.toByteArray())
            classes.toSortedMap().forEach { (name, content) -> zip.write(name, content) }
        }
        return bytes.toByteArray()
    }

    private fun ZipOutputStream.write(name: String, content: ByteArray) {
        putNextEntry(ZipEntry(name))
        write(content)
        closeEntry()
    }

    public companion object {
        private const val MAIN_ENTRY = "main-class"

        /**
         * The script that [toBytes] wrote.
         *
         * @throws IOException if the archive is damaged
         */
        public fun fromBytes(bytes: ByteArray): CompiledScript {
            val entries = LinkedHashMap<String, ByteArray>()
            ZipInputStream(ByteArrayInputStream(bytes)).use { zip ->
                generateSequence { zip.nextEntry }.forEach { entries[it.name] = zip.readAllBytes() }
            }
            val mainClass = entries.remove(MAIN_ENTRY)?.decodeToString() ?: throw IOException("no main class in a compiled script")
            if (mainClass.replace('.', '/') + ".class" !in entries) throw IOException("no class $mainClass in a compiled script")
            return CompiledScript(mainClass, entries)
        }
    }
}

private class MemoryClassLoader(
    private val classes: Map<String, ByteArray>,
    parent: ClassLoader,
) : ClassLoader("script", parent) {
    override fun findClass(name: String): Class<*> {
        val bytes = classes[name.replace('.', '/') + ".class"] ?: throw ClassNotFoundException(name)
        return defineClass(name, bytes, 0, bytes.size)
    }
}
