namespace SparseGen.Compression.Maddness;

/// <summary>
/// Learns the tree of one chunk of columns (Blalock and Guttag 2021, arXiv 2106.10860, algorithms 1 and 2): level by level the column and the thresholds that leave the least sum
/// of squared distances of the chunk's columns from the means of their buckets.
/// </summary>
/// <param name="samples">[rows, inputs].</param>
/// <param name="inputs">Columns of a row.</param>
/// <param name="first">First column of the chunk.</param>
/// <param name="count">Columns of the chunk.</param>
internal sealed class HashTreeLearning(float[] samples, int inputs, int first, int count)
{
    /// <summary>Columns that are tried at a level: those of the largest distances.</summary>
    private const int Candidates = 4;

    private readonly double[] _left = new double[count];
    private readonly double[] _all = new double[count];

    /// <summary>Learns it into its place.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="codebook">Which of them.</param>
    public void Learn(HashTrees trees, int codebook)
    {
        List<int[]> buckets = [[.. Enumerable.Range(0, samples.Length / inputs)]];
        for (int level = 0; level < HashTrees.Levels; level++)
        {
            (int column, float[] thresholds) = BestSplit(buckets);
            int place = (codebook * HashTrees.Levels) + level;
            trees.Columns[place] = column;
            Quantise(trees, place, thresholds);
            buckets = [.. buckets.SelectMany((bucket, node) => Split(bucket, column, thresholds[node]))];
        }
    }

    private float Value(int row, int column) => samples[(row * inputs) + column];

    private IEnumerable<int[]> Split(int[] bucket, int column, float threshold) =>
        [Array.FindAll(bucket, row => Value(row, column) <= threshold), Array.FindAll(bucket, row => Value(row, column) > threshold)];

    private (int Column, float[] Thresholds) BestSplit(List<int[]> buckets)
    {
        (int Column, float[] Thresholds, double Loss) best = (first, [], double.PositiveInfinity);
        foreach (int column in CandidateColumns(buckets))
        {
            float[] thresholds = new float[buckets.Count];
            double loss = 0;
            for (int node = 0; node < buckets.Count; node++)
            {
                (thresholds[node], double added) = BestThreshold(buckets[node], column);
                loss += added;
            }

            if (loss < best.Loss)
            {
                best = (column, thresholds, loss);
            }
        }

        return (best.Column, best.Thresholds);
    }

    private IEnumerable<int> CandidateColumns(List<int[]> buckets) => Enumerable.Range(first, count)
        .OrderByDescending(column => buckets.Sum(bucket => SquaredDistances(bucket, column)))
        .Take(Candidates);

    private double SquaredDistances(int[] bucket, int column)
    {
        double mean = bucket.Length == 0 ? 0 : bucket.Average(row => (double)Value(row, column));
        return bucket.Sum(row => (Value(row, column) - mean) * (Value(row, column) - mean));
    }

    /// <summary>
    /// The cut between two different numbers of a column that leaves least; the bucket stays whole where all are the same. With the sums of each part, the squared distances from
    /// its means are the sum of its squares less squared sums over its size: what is least is told by the squared sums alone.
    /// </summary>
    private (float Threshold, double Loss) BestThreshold(int[] bucket, int column)
    {
        float[] keys = Array.ConvertAll(bucket, row => Value(row, column));
        int[] rows = [.. bucket];
        Array.Sort(keys, rows);
        double squares = SumAll(rows);
        (float threshold, double gain) = (float.PositiveInfinity, rows.Length == 0 ? 0 : SquaredNorm(_all) / rows.Length);
        Array.Clear(_left);
        for (int size = 1; size < rows.Length; size++)
        {
            ReadOnlySpan<float> values = Chunk(rows[size - 1]);
            for (int i = 0; i < count; i++)
            {
                _left[i] += values[i];
            }

            if (keys[size - 1] < keys[size] && Gain(size, rows.Length - size) is var found && found > gain)
            {
                // The middle of two neighbouring floats may be the upper one.
                float middle = (float)((keys[size - 1] + (double)keys[size]) / 2);
                (threshold, gain) = (middle < keys[size] ? middle : keys[size - 1], found);
            }
        }

        return (threshold, squares - gain);
    }

    private ReadOnlySpan<float> Chunk(int row) => samples.AsSpan((row * inputs) + first, count);

    private double SumAll(int[] rows)
    {
        double squares = 0;
        Array.Clear(_all);
        foreach (int row in rows)
        {
            ReadOnlySpan<float> values = Chunk(row);
            for (int i = 0; i < count; i++)
            {
                _all[i] += values[i];
                squares += (double)values[i] * values[i];
            }
        }

        return squares;
    }

    private double Gain(int left, int right)
    {
        double ofLeft = 0, ofRight = 0;
        for (int i = 0; i < count; i++)
        {
            double rest = _all[i] - _left[i];
            ofLeft += _left[i] * _left[i];
            ofRight += rest * rest;
        }

        return (ofLeft / left) + (ofRight / right);
    }

    private static double SquaredNorm(double[] sums) => sums.Sum(static sum => sum * sum);

    /// <summary>
    /// Brings a level into bytes: off = (least number + least threshold) / 2, and the largest power of two for which the largest ones, taken together in the same way, come to
    /// 254 at most.
    /// </summary>
    private void Quantise(HashTrees trees, int place, float[] thresholds)
    {
        int column = trees.Columns[place];
        float least = float.PositiveInfinity, largest = float.NegativeInfinity;
        for (int row = 0; row < samples.Length / inputs; row++)
        {
            least = MathF.Min(least, Value(row, column));
            largest = MathF.Max(largest, Value(row, column));
        }

        float[] cuts = Array.FindAll(thresholds, float.IsFinite);
        float offset = cuts.Length == 0 ? least : (float)((least + (double)cuts.Min()) / 2);
        double range = cuts.Length == 0 ? 0 : ((largest + (double)cuts.Max()) / 2) - offset;

        // Ranges beyond these are those of numbers that differ in their last bits, or hardly fit a float.
        double exponent = range > 0 ? Math.Clamp(Math.Floor(Math.Log2(254 / range)), -120, 120) : 0;
        float scale = MathF.ScaleB(1, (int)exponent);
        trees.Offsets[place] = offset;
        trees.Scales[place] = scale;
        for (int node = 0; node < thresholds.Length; node++)
        {
            trees.Thresholds[(place * HashTrees.Leaves) + node] = float.IsFinite(thresholds[node])
                ? Kernels.ByteSimdScalar.Quantise(ref thresholds[node], offset, scale)
                : byte.MaxValue;
        }
    }
}
