namespace SparseGen.Tests.Compression;

/// <summary>
/// MADDNESS from its definition, without prefix sums, vectors or tables in a certain order: every cut is judged by the squared distances that it leaves, and the regression is
/// solved by elimination. Inputs become bytes in single precision, since that is a part of the definition.
/// </summary>
internal sealed class NaiveMaddness
{
    private readonly float[] _samples;
    private readonly int _inputs;
    private readonly int _codebooks;

    public NaiveMaddness(float[] samples, int inputs, float[] weight, float[] bias, int codebooks, double ridge)
    {
        (_samples, _inputs, _codebooks) = (samples, inputs, codebooks);
        (Columns, Offsets, Scales, Thresholds) = (new int[codebooks, 4], new float[codebooks, 4], new float[codebooks, 4], new byte[codebooks, 15]);
        for (int codebook = 0; codebook < codebooks; codebook++)
        {
            LearnTree(codebook);
        }

        Quantise(Products(Prototypes(ridge), weight), weight.Length / inputs, bias);
    }

    public int[,] Columns { get; }

    public float[,] Offsets { get; }

    public float[,] Scales { get; }

    public byte[,] Thresholds { get; }

    /// <summary>[codebook 16, output]: numbers that are rounded to bytes, scaled.</summary>
    public double[,] Entries { get; private set; } = new double[0, 0];

    public double Scale { get; private set; }

    public double[] Constants { get; private set; } = [];

    public static byte ToByte(float x, float offset, float scale)
    {
        float place = (x - offset) * scale;
        return float.IsNaN(place) ? (byte)0 : (byte)Math.Floor(Math.Clamp(place, 0f, 255f));
    }

    public int Code(ReadOnlySpan<float> row, int codebook)
    {
        int code = 0;
        for (int level = 0; level < 4; level++)
        {
            byte x = ToByte(row[Columns[codebook, level]], Offsets[codebook, level], Scales[codebook, level]);
            code = (2 * code) + (x > Thresholds[codebook, (1 << level) - 1 + code] ? 1 : 0);
        }

        return code;
    }

    private (int First, int Count) Chunk(int codebook)
    {
        int first = 0;
        for (int i = 0; i < codebook; i++)
        {
            first += (_inputs / _codebooks) + (i < _inputs % _codebooks ? 1 : 0);
        }

        return (first, (_inputs / _codebooks) + (codebook < _inputs % _codebooks ? 1 : 0));
    }

    private double Distances(List<int> rows, int first, int count)
    {
        double sum = 0;
        for (int column = first; column < first + count && rows.Count > 0; column++)
        {
            double mean = rows.Average(row => (double)_samples[(row * _inputs) + column]);
            sum += rows.Sum(row => Math.Pow(_samples[(row * _inputs) + column] - mean, 2));
        }

        return sum;
    }

    private void LearnTree(int codebook)
    {
        (int first, int count) = Chunk(codebook);
        List<List<int>> buckets = [[.. Enumerable.Range(0, _samples.Length / _inputs)]];
        for (int level = 0; level < 4; level++)
        {
            int[] candidates = [.. Enumerable.Range(first, count).OrderByDescending(column => buckets.Sum(bucket => Distances(bucket, column, 1))).Take(4)];
            var tried = candidates.Select(column => (column, cuts: buckets.ConvertAll(bucket => BestCut(bucket, column, first, count)))).ToList();
            var best = tried.MinBy(trial => trial.cuts.Sum(cut => cut.Loss));
            float[] thresholds = [.. best.cuts.Select(cut => cut.Threshold)];
            ToBytes(codebook, level, best.column, thresholds);
            buckets = [.. buckets.SelectMany((bucket, node) => new[]
            {
                bucket.FindAll(row => _samples[(row * _inputs) + best.column] <= thresholds[node]),
                bucket.FindAll(row => _samples[(row * _inputs) + best.column] > thresholds[node]),
            })];
        }
    }

    private (float Threshold, double Loss) BestCut(List<int> bucket, int column, int first, int count)
    {
        (float, double Loss) best = (float.PositiveInfinity, Distances(bucket, first, count));
        float[] sorted = [.. bucket.Select(row => _samples[(row * _inputs) + column]).Distinct().Order()];
        for (int i = 0; i + 1 < sorted.Length; i++)
        {
            float cut = (float)((sorted[i] + (double)sorted[i + 1]) / 2);
            List<int> left = bucket.FindAll(row => _samples[(row * _inputs) + column] <= cut), right = bucket.FindAll(row => _samples[(row * _inputs) + column] > cut);
            double loss = Distances(left, first, count) + Distances(right, first, count);
            best = loss < best.Loss ? (cut, loss) : best;
        }

        return best;
    }

    private void ToBytes(int codebook, int level, int column, float[] thresholds)
    {
        float[] all = [.. Enumerable.Range(0, _samples.Length / _inputs).Select(row => _samples[(row * _inputs) + column])];
        float[] cuts = [.. thresholds.Where(float.IsFinite)];
        double offset = cuts.Length == 0 ? all.Min() : ((double)all.Min() + cuts.Min()) / 2;
        double top = cuts.Length == 0 ? offset : ((double)all.Max() + cuts.Max()) / 2;
        double scale = 1;
        if (top > (float)offset)
        {
            scale = Math.Pow(2, -100);
            while (2 * scale * (top - (float)offset) <= 254)
            {
                scale *= 2;
            }
        }

        (Columns[codebook, level], Offsets[codebook, level], Scales[codebook, level]) = (column, (float)offset, (float)scale);
        for (int node = 0; node < thresholds.Length; node++)
        {
            Thresholds[codebook, (1 << level) - 1 + node] = float.IsFinite(thresholds[node]) ? ToByte(thresholds[node], (float)offset, (float)scale) : (byte)255;
        }
    }

    /// <summary>(G^T G + lambda I) X = G^T (A - G P0) by elimination; P = P0 + X.</summary>
    private double[,] Prototypes(double ridge)
    {
        int rows = _samples.Length / _inputs, size = 16 * _codebooks;
        double[,] g = new double[rows, size], means = new double[size, _inputs];
        for (int row = 0; row < rows; row++)
        {
            for (int codebook = 0; codebook < _codebooks; codebook++)
            {
                g[row, (16 * codebook) + Code(_samples.AsSpan(row * _inputs, _inputs), codebook)] = 1;
            }
        }

        for (int prototype = 0; prototype < size; prototype++)
        {
            int[] members = [.. Enumerable.Range(0, rows).Where(row => g[row, prototype] == 1)];
            (int first, int count) = Chunk(prototype / 16);
            for (int column = first; column < first + count; column++)
            {
                means[prototype, column] = (members.Length == 0 ? Enumerable.Range(0, rows) : members).Average(row => (double)_samples[(row * _inputs) + column]);
            }
        }

        double[,] system = new double[size, size + _inputs];
        for (int i = 0; i < size; i++)
        {
            for (int row = 0; row < rows; row++)
            {
                if (g[row, i] == 0)
                {
                    continue;
                }

                for (int j = 0; j < size; j++)
                {
                    system[i, j] += g[row, j];
                }

                for (int column = 0; column < _inputs; column++)
                {
                    double rest = _samples[(row * _inputs) + column];
                    for (int j = 0; j < size; j++)
                    {
                        rest -= g[row, j] * means[j, column];
                    }

                    system[i, size + column] += rest;
                }
            }

            system[i, i] += ridge;
        }

        Eliminate(system, size);
        for (int i = 0; i < size; i++)
        {
            for (int column = 0; column < _inputs; column++)
            {
                means[i, column] += system[i, size + column];
            }
        }

        return means;
    }

    private static void Eliminate(double[,] system, int size)
    {
        int width = system.GetLength(1);
        for (int pivot = 0; pivot < size; pivot++)
        {
            double divisor = system[pivot, pivot];
            for (int column = 0; column < width; column++)
            {
                system[pivot, column] /= divisor;
            }

            for (int row = 0; row < size; row++)
            {
                double factor = row == pivot ? 0 : system[row, pivot];
                for (int column = pivot; column < width && factor != 0; column++)
                {
                    system[row, column] -= factor * system[pivot, column];
                }
            }
        }
    }

    private double[,] Products(double[,] prototypes, float[] weight)
    {
        int outputs = weight.Length / _inputs;
        double[,] products = new double[prototypes.GetLength(0), outputs];
        for (int prototype = 0; prototype < prototypes.GetLength(0); prototype++)
        {
            for (int output = 0; output < outputs; output++)
            {
                for (int column = 0; column < _inputs; column++)
                {
                    products[prototype, output] += prototypes[prototype, column] * weight[(output * _inputs) + column];
                }
            }
        }

        return products;
    }

    private void Quantise(double[,] products, int outputs, float[] bias)
    {
        double[] offsets = new double[_codebooks];
        double gap = 0;
        for (int codebook = 0; codebook < _codebooks; codebook++)
        {
            double[] entries = [.. Enumerable.Range(0, 16 * outputs).Select(at => products[(16 * codebook) + (at / outputs), at % outputs])];
            offsets[codebook] = entries.Min();
            gap = Math.Max(gap, entries.Max() - entries.Min());
        }

        Scale = 255.5 * Math.Pow(2, -Math.Ceiling(Math.Log2(gap)));
        Entries = new double[16 * _codebooks, outputs];
        for (int at = 0; at < Entries.Length; at++)
        {
            Entries[at / outputs, at % outputs] = (products[at / outputs, at % outputs] - offsets[at / outputs / 16]) * Scale;
        }

        // C / 4 log2(group) for groups of 16, 8, 4, 2 and 1 codebooks.
        (double excess, int left) = (0, _codebooks);
        foreach (int group in (int[])[16, 8, 4, 2, 1])
        {
            for (; left >= group; left -= group)
            {
                excess += group / 4.0 * Math.Log2(group);
            }
        }

        Constants = [.. Enumerable.Range(0, outputs).Select(output => offsets.Sum() + (bias.Length == 0 ? 0 : bias[output]) - (excess / Scale))];
    }
}
