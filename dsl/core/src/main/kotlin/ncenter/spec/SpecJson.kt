package ncenter.spec

import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import ncenter.spec.models.RegressionSpec

/** A [RegressionSpec] as versioned JSON and back. Round trips are exact. */
public object SpecJson {
    /** The version of the form written by this library. */
    public const val SCHEMA: Int = 1

    private val json =
        Json {
            prettyPrint = true
            encodeDefaults = true
            classDiscriminator = "type"
        }

    @Serializable
    private class Envelope(
        val schema: Int,
        val regression: RegressionSpec,
    )

    @Serializable
    private class Version(
        val schema: Int? = null,
    )

    public fun write(spec: RegressionSpec): String = json.encodeToString(Envelope.serializer(), Envelope(SCHEMA, spec))

    /** @throws IllegalArgumentException if [text] is no spec, or one of a newer schema */
    public fun read(text: String): RegressionSpec = try {
        val schema = Json { ignoreUnknownKeys = true }.decodeFromString(Version.serializer(), text).schema
        require(
            schema == SCHEMA,
        ) { "spec: schema $SCHEMA was expected, got $schema; read it with the version of ncenter that wrote it" }
        json.decodeFromString(Envelope.serializer(), text).regression
    } catch (e: SerializationException) {
        throw IllegalArgumentException(
            "spec: JSON of an ncenter regression was expected, got: ${e.message?.lineSequence()?.first()}",
            e,
        )
    }
}
