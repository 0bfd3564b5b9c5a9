package ncenter.kernels.radial;

/** rate / (rate + (r/scale)^exponent): far neighbors count less (Willatt et al. 2018). */
public final class RadialScaling {
    /** Weight 1 everywhere. */
    public static final RadialScaling NONE = new RadialScaling(1.0, 1.0, 0.0, true);

    private final double rate;
    private final double scale;
    private final double exponent;
    private final boolean none;

    public RadialScaling(double rate, double scale, double exponent) {
        this(rate, scale, exponent, false);
    }

    private RadialScaling(double rate, double scale, double exponent, boolean none) {
        if (!(rate > 0.0) || !(scale > 0.0) || !(exponent >= 0.0)) {
            throw new IllegalArgumentException(
                    "RadialScaling: positive rate and scale and an exponent of at least 0 were expected, got " + rate
                            + ", " + scale + ", " + exponent);
        }
        this.rate = rate;
        this.scale = scale;
        this.exponent = exponent;
        this.none = none;
    }

    public double value(double r) {
        return none ? 1.0 : rate / (rate + Math.pow(r / scale, exponent));
    }

    public double derivative(double r) {
        if (none || exponent == 0.0) return 0.0;
        double power = Math.pow(r / scale, exponent);
        double slope = r == 0.0 ? (exponent == 1.0 ? 1.0 / scale : 0.0) : exponent * power / r;
        return -rate * slope / ((rate + power) * (rate + power));
    }
}
