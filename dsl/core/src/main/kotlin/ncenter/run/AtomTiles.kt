package ncenter.run

/** A feature of single atoms that is made a few atoms at a time, for one reader that needs it no longer. */
public interface AtomTiles {
    /**
     * Writes the blocks of the atoms [from] until [to] of [type]: sample s of the block of order l begins at (s - from) * components * properties
     * of `out[l]`; null where it is not wanted. What was there is lost.
     */
    public fun make(type: Int, from: Int, to: Int, out: Array<DoubleArray?>)
}
