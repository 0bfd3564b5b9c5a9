package ncenter.spec.targets

import kotlinx.serialization.Serializable
import ncenter.spec.GaussianFunctionsSerializer
import ncenter.structures.Elements
import ncenter.structures.GaussianFunctions
import ncenter.structures.Structure

/**
 * Learns a Hamiltonian H as S^p H S^p and brings predictions back with the exact S^-p, S being the overlap of [functions].
 *
 * Bonding levels lie where S is large: with p > 0 errors of the learned matrix weigh less on occupied levels and more on virtual ones; with
 * p < 0 the other way round. Both images of H can be learned at once: then the occupied levels come from the one and the virtual levels
 * from the other, H = P Ho P + (1 - P) Hv (1 - P), P projecting on the occupied levels of Ho. All of it commutes with rotations, inversion and
 * the exchange of atoms. It needs a gap between occupied and virtual levels.
 *
 * @property functions one for each orbital of the learned matrix
 * @property occupied the power p of the image that the occupied levels are taken from
 * @property virtual the power p of the image that the virtual levels are taken from
 * @property electrons how many electrons each atom of an element brings to the levels of the matrix, by symbol; not needed for equal powers
 */
@Serializable
public data class Stretch(
    @Serializable(with = GaussianFunctionsSerializer::class) val functions: GaussianFunctions,
    val occupied: Double,
    val virtual: Double,
    val electrons: Map<String, Int> = emptyMap(),
) {
    init {
        for (power in listOf(occupied, virtual)) {
            require(power in -1.0..1.0) { "stretched: powers between -1 and 1 were expected, got $power; 0 learns the matrix as it is" }
        }
        electrons.forEach { (symbol, count) ->
            require(count >= 0) { "stretched: at least 0 electrons of $symbol were expected, got $count" }
        }
        require(occupied == virtual || electrons.isNotEmpty()) {
            "stretched: electrons per element were expected to tell occupied from virtual levels, got none; write electrons = mapOf(H to 1, C to 4)"
        }
    }

    /** The powers of the images that are learned: one or two. */
    val powers: List<Double> get() = listOf(occupied, virtual).distinct()

    /** Number of occupied levels of [structure]; refused if its electrons do not fill levels in pairs. */
    public fun occupiedLevels(structure: Structure): Int {
        val count = structure.types.withIndex().sumOf { (atom, type) ->
            requireNotNull(electrons[Elements.symbol(type)]) {
                "stretched: electrons of ${Elements.symbol(type)} were expected (atom $atom), got those of ${electrons.keys}; add it to electrons"
            }
        }
        require(count % 2 == 0) { "stretched: an even number of electrons was expected, got $count in ${structure.formula}; learn open shells without stretched" }
        return count / 2
    }

    override fun toString(): String = if (occupied == virtual) "stretched($functions, power = $occupied)" else "stretched($functions, occupied = $occupied, virtual = $virtual)"
}
