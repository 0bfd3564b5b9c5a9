package ncenter

import ncenter.units.Angle
import ncenter.units.Energy
import ncenter.units.Length

/** This many angstrom: `4.0.angstrom`. */
public val Double.angstrom: Length get() = Length.ofAngstrom(this)

/** This many bohr: `7.5.bohr`. */
public val Double.bohr: Length get() = Length.ofBohr(this)

/** This many degrees. */
public val Double.degrees: Angle get() = Angle.ofDegrees(this)

/** This many radians. */
public val Double.radians: Angle get() = Angle.ofRadians(this)

/** This many hartree. */
public val Double.hartree: Energy get() = Energy.ofHartree(this)

/** This many electronvolt. */
public val Double.eV: Energy get() = Energy.ofElectronvolt(this)

/** This many millielectronvolt. */
public val Double.meV: Energy get() = Energy.ofElectronvolt(this * 1e-3)

/** The energy unit hartree. */
public val hartree: Energy = Energy.ofHartree(1.0)

/** The energy unit electronvolt. */
public val electronvolt: Energy = Energy.ofElectronvolt(1.0)
