package ncenter.plan.characters

import java.math.BigInteger
import kotlin.math.abs

/**
 * The character of a representation of O(3), in exact integers: how often each weight m occurs, once for rotations and once
 * for rotations times inversion, where it counts with the sign of the parity.
 *
 * [multiplicity] counts linearly independent equivariants: those of order nu are the irreducible parts of the symmetric power
 * Sym^nu of the density's coefficients (Molien's count, by weights instead of the integral over rotations).
 */
public class Character private constructor(
    private val proper: Array<BigInteger>,
    private val improper: Array<BigInteger>,
) {
    private val top: Int get() = proper.size / 2

    /** The tensor product with a representation of other, distinguishable coefficients. */
    public operator fun times(other: Character): Character = Character(product(proper, other.proper), product(improper, other.improper))

    /** Products of [order] equal factors, their order being irrelevant: h_n = (1/n) sum over k of p_k h_(n-k). */
    public fun symmetricPower(order: Int): Character {
        require(order >= 0) { "symmetricPower: an order of at least 0 was expected, got $order" }
        val powers = mutableListOf(Character(arrayOf(BigInteger.ONE), arrayOf(BigInteger.ONE)))
        for (n in 1..order) {
            val terms = (1..n).map { k -> stretched(k) * powers[n - k] }
            powers += Character(average(terms.map { it.proper }, n, n * top), average(terms.map { it.improper }, n, n * top))
        }
        return powers[order]
    }

    /** How often the irreducible representation ([lambda], [sigma]) is contained. */
    public fun multiplicity(lambda: Int, sigma: Int): BigInteger {
        val sign = if (lambda % 2 == 0) sigma else -sigma
        val twice = highest(proper, lambda) + highest(improper, lambda) * BigInteger.valueOf(sign.toLong())
        check(!twice.testBit(0)) { "multiplicity: an even number was expected, got $twice (this is a bug, please report it)" }
        return twice.shiftRight(1)
    }

    /** p_k: the character at the k-th power of the group element. Inversion to an even power is none. */
    private fun stretched(k: Int): Character = Character(stretch(proper, k), stretch(if (k % 2 == 1) improper else proper, k))

    public companion object {
        /** [channels] copies of the spherical harmonics of orders 0 to [lMax] inclusive, true tensors. */
        public fun ofHarmonics(channels: Int, lMax: Int): Character {
            require(channels >= 0 && lMax >= 0) { "ofHarmonics: channels and lMax of at least 0 were expected, got $channels and $lMax" }
            fun weights(sign: (Int) -> Int) = Array(2 * lMax + 1) { at ->
                BigInteger.valueOf(channels.toLong() * (abs(at - lMax)..lMax).sumOf(sign))
            }
            return Character(weights { 1 }, weights { if (it % 2 == 0) 1 else -1 })
        }

        private fun product(a: Array<BigInteger>, b: Array<BigInteger>): Array<BigInteger> {
            val out = Array<BigInteger>(a.size + b.size - 1) { BigInteger.ZERO }
            for (i in a.indices) for (j in b.indices) out[i + j] += a[i] * b[j]
            return out
        }

        private fun stretch(a: Array<BigInteger>, k: Int): Array<BigInteger> = Array((a.size - 1) * k + 1) { if (it % k == 0) a[it / k] else BigInteger.ZERO }

        /** The sum of [terms], all centered on weight 0, divided by [n], which leaves no remainder. */
        private fun average(terms: List<Array<BigInteger>>, n: Int, top: Int): Array<BigInteger> = Array(2 * top + 1) { at ->
            terms.sumOf { term -> term.getOrElse(at - top + term.size / 2) { BigInteger.ZERO } } / BigInteger.valueOf(n.toLong())
        }

        /** Weights [lambda] that are not lowered from a higher order: the count of weight lambda minus that of lambda + 1. */
        private fun highest(a: Array<BigInteger>, lambda: Int): BigInteger = weight(a, lambda) - weight(a, lambda + 1)

        private fun weight(a: Array<BigInteger>, m: Int): BigInteger = a.getOrElse(a.size / 2 + m) { BigInteger.ZERO }
    }
}

/**
 * How many linearly independent equivariants ([lambda], [sigma]) of order [nu] there are for [channels] radial functions (the number
 * of radial functions times that of neighbor elements) and angular orders up to [lMax] inclusive.
 */
public fun independentEquivariants(
    channels: Int,
    lMax: Int,
    nu: Int,
    lambda: Int,
    sigma: Int,
): BigInteger = Character.ofHarmonics(channels, lMax).symmetricPower(nu).multiplicity(lambda, sigma)
