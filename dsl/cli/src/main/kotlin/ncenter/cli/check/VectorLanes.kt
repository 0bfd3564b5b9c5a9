package ncenter.cli.check

/** Asks the incubating vector module by reflection, since it may be absent. */
internal object VectorLanes {
    private const val SPECIES = "jdk.incubator.vector.DoubleVector"

    /** Lanes of the preferred vector of doubles, or null without the module. */
    fun ofDouble(): Int? {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty) return null
        val species = Class.forName(SPECIES).getField("SPECIES_PREFERRED").get(null)
        return Class.forName("jdk.incubator.vector.VectorSpecies").getMethod("length").invoke(species) as Int
    }
}
