package ncenter.io

import kotlinx.serialization.SerializationException
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.builtins.MapSerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.json.Json
import ncenter.structures.GaussianFunctions
import java.nio.file.Files
import java.nio.file.Path

private const val MAX_BYTES = 1L shl 20

/** Contracted Gaussian functions in JSON: `{"H": {"1s": [[exponent in 1/bohr², coefficient], ...]}, "C": {"2s": ..., "2p": ...}}`. */
public object GaussiansJson {
    private val form = MapSerializer(String.serializer(), MapSerializer(String.serializer(), ListSerializer(ListSerializer(Double.serializer()))))

    /** Reads [path]. */
    @JvmStatic
    public fun read(path: Path): GaussianFunctions {
        checkFile("gaussians", path)
        val source = path.fileName.toString()
        if (Files.size(path) > MAX_BYTES) {
            mistake("gaussians", "a JSON file of at most $MAX_BYTES bytes", "${Files.size(path)} in $source", "name the file with the functions")
        }
        return parse(reading("gaussians", source) { Files.readString(path) }, source)
    }

    /** Reads [text]; error messages call it [source]. */
    @JvmStatic
    @JvmOverloads
    public fun parse(text: String, source: String = "the text"): GaussianFunctions = try {
        GaussianFunctions(Json.decodeFromString(form, text))
    } catch (failure: SerializationException) {
        mistake("gaussians", "JSON like {\"H\": {\"1s\": [[exponent, coefficient]]}}", "${failure.message?.lineSequence()?.first()} in $source", "list rows of two numbers for each shell")
    } catch (failure: IllegalArgumentException) {
        throw IllegalArgumentException("${failure.message} (in $source)", failure)
    }
}
