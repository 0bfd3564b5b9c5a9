// Clebsch-Gordan products of two blocks with AVX-512 intrinsics: the algorithm of ncenter.kernels.coupling.ProductKernel, written for
// comparison. The factor of higher order is used up with the coefficients, then every output is a sum of at most 2 l + 1 outer products in
// registers, written once.
//
//     gcc -O3 -march=native -o coupling coupling.c -lm && ./coupling
//
// Prints one JSON line per lMax: giga-terms per second of thread time (non-zero coefficients x property pairs), best of many slices. All
// (l1, l2, lambda) up to lMax, 12 properties each, 4 samples; the blocks of one lambda share one output, so that everything stays in cache.
// CouplingBenchmark.product measures ours on the same sizes.
#include <immintrin.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { N = 12, SAMPLES = 4, WIDTH = 8, ROW = (N + WIDTH - 1) / WIDTH * WIDTH, MOST = 13 * 13, TABLES = 400 };

typedef struct {
    int l1, l2, lambda, size, terms, over_first;
    int start[14], kept[MOST], used0[MOST], used1[MOST];
    double c0[MOST], c1[MOST];
} table;

static table tables[TABLES];
static double half[MOST * ROW + WIDTH];

static double factorial(int n) { return n < 2 ? 1.0 : n * factorial(n - 1); }

static double complex_coefficient(int l1, int m1, int l2, int m2, int l, int m) {
    if (m1 + m2 != m || abs(m1) > l1 || abs(m2) > l2 || abs(m) > l) return 0.0;
    double square = (2 * l + 1) * factorial(l1 + l2 - l) * factorial(l1 - l2 + l) * factorial(l2 - l1 + l) / factorial(l1 + l2 + l + 1);
    square *= factorial(l + m) * factorial(l - m) * factorial(l1 + m1) * factorial(l1 - m1) * factorial(l2 + m2) * factorial(l2 - m2);
    double sum = 0.0;
    for (int k = 0; k <= l1 + l2 - l; k++) {
        if (l1 - m1 < k || l2 + m2 < k || l - l2 + m1 + k < 0 || l - l1 - m2 + k < 0) continue;
        double d = factorial(k) * factorial(l1 + l2 - l - k) * factorial(l1 - m1 - k) * factorial(l2 + m2 - k);
        sum += (k % 2 ? -1.0 : 1.0) / (d * factorial(l - l2 + m1 + k) * factorial(l - l1 - m2 + k));
    }
    return sqrt(square) * sum;
}

// <Y_m complex | Y_k real>: real part in [0], imaginary part in [1].
static void real_component(int m, int k, double u[2]) {
    u[0] = u[1] = 0.0;
    if (abs(m) != abs(k)) return;
    double sign = m > 0 && m % 2 ? -1.0 : 1.0;
    if (m == 0) u[0] = 1.0;
    else if (k > 0) u[0] = sign * M_SQRT1_2;
    else u[1] = (m > 0 ? sign : -1.0) * M_SQRT1_2;
}

static double real_coefficient(int l1, int a, int l2, int b, int l, int c) {
    double re = 0.0, im = 0.0;
    for (int i = 0; i < (a ? 2 : 1); i++)
        for (int j = 0; j < (b ? 2 : 1); j++) {
            int m1 = i ? -a : a, m2 = j ? -b : b, m = m1 + m2;
            if (abs(m) != abs(c)) continue;
            double u[2], v[2], w[2];
            real_component(m1, a, u);
            real_component(m2, b, v);
            real_component(m, c, w);
            double x = u[0] * v[0] - u[1] * v[1], y = u[0] * v[1] + u[1] * v[0];
            double g = complex_coefficient(l1, m1, l2, m2, l, m);
            re += g * (x * w[0] + y * w[1]);
            im += g * (y * w[0] - x * w[1]);
        }
    return (l1 + l2 + l) % 2 ? im : re;
}

static void fill_table(table *t, int l1, int l2, int lambda) {
    memset(t, 0, sizeof *t);
    t->l1 = l1, t->l2 = l2, t->lambda = lambda, t->over_first = l1 > l2;
    int kept_size = 2 * (t->over_first ? l2 : l1) + 1, used_size = 2 * (t->over_first ? l1 : l2) + 1;
    for (int mu = 0; mu <= 2 * lambda; mu++) {
        t->start[mu] = t->size;
        for (int k = 0; k < kept_size; k++) {
            int found = 0;
            for (int u = 0; u < used_size; u++) {
                int m1 = (t->over_first ? u : k) - l1, m2 = (t->over_first ? k : u) - l2;
                double c = real_coefficient(l1, m1, l2, m2, lambda, mu - lambda);
                if (fabs(c) < 1e-13) continue;
                t->terms++;
                if (found++ == 0) {
                    t->kept[t->size] = k;
                    t->used0[t->size] = t->used1[t->size] = u;
                    t->c0[t->size] = c;
                } else {
                    t->used1[t->size] = u;
                    t->c1[t->size] = c;
                }
            }
            if (found > 2) exit(1);
            t->size += found > 0;
        }
    }
    t->start[2 * lambda + 1] = t->size;
}

static void use_up(const table *t, const double *v) {
    for (int p = 0; p < t->size; p++) {
        __m512d f = _mm512_set1_pd(t->c0[p]), g = _mm512_set1_pd(t->c1[p]);
        const double *first = v + t->used0[p] * N, *second = v + t->used1[p] * N;
        for (int q = 0; q < N; q += WIDTH) {
            __m512d x = _mm512_mul_pd(f, _mm512_loadu_pd(first + q));
            _mm512_storeu_pd(half + p * ROW + q, _mm512_fmadd_pd(g, _mm512_loadu_pd(second + q), x));
        }
    }
}

// out[r*N+j] = scale * sum over p of x[xRow[p]*xs + r] y[yRow[p]*ys + j]; a null list of rows counts.
static void rectangle(int from, int to, double scale, const int *x_row, const double *x, int xs, const int *y_row, const double *y, int ys, double *out) {
    __mmask8 tail = 0xff >> (2 * WIDTH - N);
    __m512d f = _mm512_set1_pd(scale);
    for (int r = 0; r < N; r += 4) {
        __m512d s00 = _mm512_setzero_pd(), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        for (int p = from; p < to; p++) {
            const double *b = y + (y_row ? y_row[p] : p) * ys;
            const double *a = x + (x_row ? x_row[p] : p) * xs + r;
            __m512d y0 = _mm512_loadu_pd(b), y1 = _mm512_loadu_pd(b + WIDTH);
            __m512d x0 = _mm512_set1_pd(a[0]), x1 = _mm512_set1_pd(a[1]), x2 = _mm512_set1_pd(a[2]), x3 = _mm512_set1_pd(a[3]);
            s00 = _mm512_fmadd_pd(x0, y0, s00), s01 = _mm512_fmadd_pd(x0, y1, s01);
            s10 = _mm512_fmadd_pd(x1, y0, s10), s11 = _mm512_fmadd_pd(x1, y1, s11);
            s20 = _mm512_fmadd_pd(x2, y0, s20), s21 = _mm512_fmadd_pd(x2, y1, s21);
            s30 = _mm512_fmadd_pd(x3, y0, s30), s31 = _mm512_fmadd_pd(x3, y1, s31);
        }
        double *o = out + r * N;
        _mm512_storeu_pd(o, _mm512_mul_pd(f, s00)), _mm512_mask_storeu_pd(o + WIDTH, tail, _mm512_mul_pd(f, s01));
        _mm512_storeu_pd(o + N, _mm512_mul_pd(f, s10)), _mm512_mask_storeu_pd(o + N + WIDTH, tail, _mm512_mul_pd(f, s11));
        _mm512_storeu_pd(o + 2 * N, _mm512_mul_pd(f, s20)), _mm512_mask_storeu_pd(o + 2 * N + WIDTH, tail, _mm512_mul_pd(f, s21));
        _mm512_storeu_pd(o + 3 * N, _mm512_mul_pd(f, s30)), _mm512_mask_storeu_pd(o + 3 * N + WIDTH, tail, _mm512_mul_pd(f, s31));
    }
}

static void product(const table *t, const double *a, const double *b, double *out) {
    int n1 = 2 * t->l1 + 1, n2 = 2 * t->l2 + 1, n3 = 2 * t->lambda + 1;
    for (int s = 0; s < SAMPLES; s++, a += n1 * N, b += n2 * N) {
        if (t->lambda == 0) {
            rectangle(0, n1, t->c0[0], NULL, a, N, NULL, b, N, out + s * N * N);
            continue;
        }
        use_up(t, t->over_first ? a : b);
        for (int mu = 0; mu < n3; mu++) {
            double *o = out + (s * n3 + mu) * N * N;
            if (t->over_first) rectangle(t->start[mu], t->start[mu + 1], 1.0, NULL, half, ROW, t->kept, b, N, o);
            else rectangle(t->start[mu], t->start[mu + 1], 1.0, t->kept, a, N, NULL, half, ROW, o);
        }
    }
}

// The coefficients are used, not only their number: one product against the sum over all of them.
static void check(const table *t, const double *a, const double *b, double *out) {
    product(t, a, b, out);
    int n1 = 2 * t->l1 + 1, n2 = 2 * t->l2 + 1, n3 = 2 * t->lambda + 1;
    for (int s = 0; s < SAMPLES; s++)
        for (int mu = 0; mu < n3; mu++)
            for (int q = 0; q < N * N; q++) {
                double sum = 0.0;
                for (int i = 0; i < n1; i++)
                    for (int j = 0; j < n2; j++)
                        sum += real_coefficient(t->l1, i - t->l1, t->l2, j - t->l2, t->lambda, mu - t->lambda) * a[(s * n1 + i) * N + q / N] * b[(s * n2 + j) * N + q % N];
                if (fabs(sum - out[(s * n3 + mu) * N * N + q]) > 1e-12) {
                    fprintf(stderr, "coupling: wrong number at l1=%d l2=%d lambda=%d\n", t->l1, t->l2, t->lambda);
                    exit(1);
                }
            }
}

static double thread_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(void) {
    double *block[7], *out[7];
    for (int l = 0; l < 7; l++) {
        int size = SAMPLES * (2 * l + 1) * N;
        block[l] = malloc((size + WIDTH) * sizeof(double));
        out[l] = malloc((SAMPLES * (2 * l + 1) * N * N + WIDTH) * sizeof(double));
        for (int i = 0; i < size + WIDTH; i++) block[l][i] = rand() / (double)RAND_MAX - 0.5;
    }
    for (int l_max = 3; l_max <= 6; l_max++) {
        int count = 0;
        double terms = 0.0;
        for (int l1 = 0; l1 <= l_max; l1++)
            for (int l2 = 0; l2 <= l_max; l2++)
                for (int lambda = abs(l1 - l2); lambda <= l1 + l2 && lambda <= l_max; lambda++) {
                    fill_table(&tables[count], l1, l2, lambda);
                    if (lambda < 3 && l1 + l2 < 6) check(&tables[count], block[l1], block[l2], out[lambda]);
                    terms += tables[count++].terms;
                }
        double best = 1e9;
        for (int slice = 0; slice < 400; slice++) {
            double start = thread_seconds();
            for (int r = 0; r < 4; r++)
                for (int k = 0; k < count; k++) product(&tables[k], block[tables[k].l1], block[tables[k].l2], out[tables[k].lambda]);
            double seconds = (thread_seconds() - start) / 4;
            if (seconds < best) best = seconds;
        }
        printf("{\"kernel\": \"coupling\", \"lMax\": %d, \"terms\": %.0f, \"gterms_per_s\": %.2f}\n", l_max, terms, terms * N * N * SAMPLES / best * 1e-9);
    }
    return 0;
}
