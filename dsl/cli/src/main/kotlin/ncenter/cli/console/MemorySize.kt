package ncenter.cli.console

import java.util.Locale

/** Amounts of memory as people write them. Decimal units: `2GB` is 2 000 000 000 bytes; `2GiB` is 2 147 483 648. */
public object MemorySize {
    private val FORM = Regex("""(\d+(?:\.\d+)?)\s*([KMGT]?)(i?)B?""", RegexOption.IGNORE_CASE)
    private const val PREFIXES = "KMGT"

    /**
     * Bytes named by [text], for example `2GB`, `512MiB`, `1.5g`.
     *
     * @throws IllegalArgumentException if the text names no amount of at least one byte
     */
    public fun parse(text: String): Long {
        val (number, prefix, binary) = FORM.matchEntire(text.trim())?.destructured ?: refuse(text)
        if (prefix.isEmpty() && binary.isNotEmpty()) refuse(text)
        val unit = if (binary.isEmpty()) 1000.0 else 1024.0
        val power = if (prefix.isEmpty()) 0 else PREFIXES.indexOf(prefix.uppercase()) + 1
        val bytes = number.toDouble() * List(power) { unit }.fold(1.0, Double::times)
        return bytes.toLong().takeIf { it >= 1 && bytes < Long.MAX_VALUE.toDouble() } ?: refuse(text)
    }

    /** [bytes] with three digits, for example `1.53 GB`. */
    public fun format(bytes: Long): String {
        val units = listOf("B", "kB", "MB", "GB", "TB")
        var value = bytes.toDouble()
        var unit = 0
        while (value >= 999.5 && unit < units.lastIndex) {
            value /= 1000.0
            unit++
        }
        val decimals =
            if (value < 9.995) {
                2
            } else if (value < 99.95) {
                1
            } else {
                0
            }
        return if (unit == 0) "$bytes B" else "%.${decimals}f %s".format(Locale.ROOT, value, units[unit])
    }

    private fun refuse(text: String): Nothing = throw IllegalArgumentException("memory: an amount such as 2GB or 512MB was expected, got '$text'")
}
