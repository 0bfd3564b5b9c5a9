package ncenter.spec

import kotlinx.serialization.KSerializer
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.builtins.MapSerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import ncenter.structures.Elements
import ncenter.structures.GaussianFunctions
import ncenter.structures.Orbitals
import ncenter.structures.Shell
import ncenter.units.Length

/** Writes a length with its unit, `"4.0 angstrom"`, so that a file cannot be misread. */
internal object LengthSerializer : KSerializer<Length> {
    private const val UNIT = " angstrom"

    override val descriptor: SerialDescriptor = PrimitiveSerialDescriptor("ncenter.Length", PrimitiveKind.STRING)

    override fun serialize(encoder: Encoder, value: Length): Unit = encoder.encodeString("${value.inAngstrom}$UNIT")

    override fun deserialize(decoder: Decoder): Length {
        val text = decoder.decodeString()
        val number = text.removeSuffix(UNIT).toDoubleOrNull()
        require(text.endsWith(UNIT) && number != null) { "spec: a length like \"4.0$UNIT\" was expected, got \"$text\"" }
        return Length.ofAngstrom(number)
    }
}

/** Writes orbitals as element symbol to shells in matrix order, `{"O": ["1s", "2s", "2p"]}`. */
internal object OrbitalsSerializer : KSerializer<Orbitals> {
    private val map = MapSerializer(String.serializer(), ListSerializer(String.serializer()))

    override val descriptor: SerialDescriptor = map.descriptor

    override fun serialize(
        encoder: Encoder,
        value: Orbitals,
    ): Unit = map.serialize(encoder, value.elements.associate { type -> Elements.symbol(type) to value.shells(type).map(Shell::toString) })

    override fun deserialize(decoder: Decoder): Orbitals = Orbitals.parse(
        map.deserialize(decoder).entries.associate { (symbol, shells) ->
            Elements.number(symbol) to shells.joinToString(" ")
        },
    )
}

/** Writes Gaussian functions as element symbol to shell to rows (exponent, coefficient). */
internal object GaussianFunctionsSerializer : KSerializer<GaussianFunctions> {
    private val rows = ListSerializer(ListSerializer(Double.serializer()))
    private val map = MapSerializer(String.serializer(), MapSerializer(String.serializer(), rows))

    override val descriptor: SerialDescriptor = map.descriptor

    override fun serialize(encoder: Encoder, value: GaussianFunctions): Unit = map.serialize(encoder, value.shells)

    override fun deserialize(decoder: Decoder): GaussianFunctions = GaussianFunctions(map.deserialize(decoder))
}
