package ncenter.kernels.radial;

/**
 * Shifted cosine: 1 up to cutoff - smoothing, then (1 + cos(pi (r - cutoff + smoothing)/smoothing))/2, 0 from the cutoff on. Written as the
 * square of a sine, which keeps its relative accuracy up to the cutoff.
 */
public final class CutoffFunction {
    private final double cutoff;
    private final double smoothing;

    /** @param smoothing width of the edge; 0 makes a step */
    public CutoffFunction(double cutoff, double smoothing) {
        if (!(cutoff > 0.0) || !(smoothing >= 0.0) || smoothing > cutoff) {
            throw new IllegalArgumentException("CutoffFunction: 0 <= smoothing <= cutoff was expected, got cutoff="
                    + cutoff + ", smoothing=" + smoothing);
        }
        this.cutoff = cutoff;
        this.smoothing = smoothing;
    }

    double cutoff() {
        return cutoff;
    }

    double smoothing() {
        return smoothing;
    }

    public double value(double r) {
        if (r >= cutoff) return 0.0;
        if (r <= cutoff - smoothing) return 1.0;
        double sine = Math.sin(0.5 * Math.PI * ((cutoff - r) / smoothing));
        return sine * sine;
    }

    public double derivative(double r) {
        if (r >= cutoff || r <= cutoff - smoothing) return 0.0;
        return -0.5 * Math.PI / smoothing * Math.sin(Math.PI * ((cutoff - r) / smoothing));
    }
}
