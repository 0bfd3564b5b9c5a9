package ncenter.labels

/**
 * A dense array with labelled axes: `samples x components... x properties`, row-major, in [values].
 *
 * Spherical blocks have one component axis, `o3_mu` = -lambda..lambda.
 */
public class TensorBlock(
    public val values: DoubleArray,
    public val samples: Labels,
    public val components: List<Labels>,
    public val properties: Labels,
) {
    /** Product of the component sizes (2 lambda + 1 for a spherical block). */
    public val componentSize: Int = components.fold(1) { product, labels -> product * labels.size }

    /** Axis lengths: samples, each component, properties. */
    public val shape: List<Int> get() = listOf(samples.size) + components.map { it.size } + properties.size

    init {
        val expected = samples.size.toLong() * componentSize * properties.size
        require(values.size.toLong() == expected) {
            "TensorBlock: $expected values were expected for shape $shape, got ${values.size}"
        }
    }

    /** One value of a block with a single component axis. */
    public operator fun get(
        sample: Int,
        component: Int,
        property: Int,
    ): Double = values[(sample * componentSize + component) * properties.size + property]

    override fun equals(other: Any?): Boolean = other is TensorBlock &&
        other.samples == samples &&
        other.components == components &&
        other.properties == properties &&
        other.values.contentEquals(values)

    override fun hashCode(): Int = shape.hashCode()

    override fun toString(): String = "TensorBlock(${samples.size} samples ${samples.names}, " +
        components.joinToString("") { "${it.size} components ${it.names}, " } +
        "${properties.size} properties ${properties.names})"
}
