package ncenter.plan

import java.util.Locale

/** What Java takes beside its heap: code, classes, threads and the buffers of native libraries. Measured: 215 to 285 MB. */
public const val JAVA_OWN_BYTES: Long = 300_000_000L

/** A byte count as a person reads it: `7.7 MB`. Decimal units, as memory budgets are written. */
public fun readableBytes(bytes: Long): String {
    var value = bytes.toDouble()
    var unit = 0
    val units = listOf("B", "kB", "MB", "GB", "TB")
    while (value >= 999.95 && unit < units.lastIndex) {
        value /= 1000.0
        unit++
    }
    return if (unit == 0) "$bytes B" else String.format(Locale.ROOT, "%.1f %s", value, units[unit])
}

/** An estimated time as a person reads it: `0.42 s`, `12 s`, `3.5 min`. */
public fun readableSeconds(seconds: Double): String = when {
    seconds < 9.995 -> String.format(Locale.ROOT, "%.2f s", seconds)
    seconds < 99.5 -> String.format(Locale.ROOT, "%.0f s", seconds)
    else -> String.format(Locale.ROOT, "%.1f min", seconds / 60)
}
