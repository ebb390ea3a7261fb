namespace SparseGen.Compression;

/// <summary>Which weights of a matrix are kept.</summary>
public sealed class WeightMask
{
    private readonly byte[] _kept;

    internal WeightMask(int outputs, int inputs, byte[] kept)
    {
        (Outputs, Inputs, _kept) = (outputs, inputs, kept);
        Count = kept.Count(static bit => bit != 0);
    }

    /// <summary>Rows of the matrix.</summary>
    public int Outputs { get; }

    /// <summary>Columns of the matrix.</summary>
    public int Inputs { get; }

    /// <summary>Weights that are kept.</summary>
    public int Count { get; }

    /// <summary>Share of the weights that are not.</summary>
    public double Sparsity => 1 - ((double)Count / _kept.Length);

    /// <summary>1 for each weight that is kept and 0 for each that is not, [outputs, inputs].</summary>
    public ReadOnlySpan<byte> Bits => _kept;

    /// <summary>
    /// The places row inputs + column of the weights that are kept, in rising order: what <see cref="SparseLinearAttribute.KeptList"/> takes, so that a pruned layer goes on as a
    /// sparse one.
    /// </summary>
    public int[] Places
    {
        get
        {
            int[] places = new int[Count];
            int next = 0;
            for (int place = 0; place < _kept.Length; place++)
            {
                if (_kept[place] != 0)
                {
                    places[next++] = place;
                }
            }

            return places;
        }
    }

    /// <summary>Keeps the weights of the largest magnitude: round((1 - sparsity) n) weights or blocks of n, of equal ones those in front.</summary>
    /// <param name="weight">The matrix, [outputs, inputs].</param>
    /// <param name="outputs">Rows.</param>
    /// <param name="sparsity">
    /// Share that is pruned, in [0, 1). A pattern N of M has 1 - N / M in the end; below that each group keeps M - floor(sparsity M) weights.
    /// </param>
    /// <param name="pattern">What is pruned together; each weight for itself by default.</param>
    /// <exception cref="ArgumentException">The pattern does not fit the matrix, or a number is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The sparsity is outside its range.</exception>
    public static WeightMask OfMagnitude(ReadOnlySpan<float> weight, int outputs, double sparsity, PruningPattern? pattern = null)
    {
        pattern ??= PruningPattern.Weights;
        _ = Arguments.Positive(outputs, nameof(outputs));
        if (weight.IsEmpty || weight.Length % outputs != 0)
        {
            throw new ArgumentException($"weight has {weight.Length} numbers; expected a matrix of {outputs} rows.", nameof(weight));
        }

        int inputs = weight.Length / outputs;
        Arguments.Finite(weight, inputs, nameof(weight));
        PruningChecks.Sparsity(sparsity, pattern, nameof(sparsity));
        PruningChecks.Fits(pattern, outputs, inputs, nameof(pattern));
        byte[] kept = new byte[weight.Length];
        if (pattern.Group > 0)
        {
            KeepInGroups(weight, kept, pattern, sparsity);
        }
        else
        {
            KeepBlocks(weight, kept, inputs, pattern, sparsity);
        }

        return new WeightMask(outputs, inputs, kept);
    }

    /// <summary>A mask out of ones and zeros.</summary>
    /// <param name="bits">[outputs, inputs]; what is not 0 is kept.</param>
    /// <param name="outputs">Rows; at least 1.</param>
    /// <exception cref="ArgumentException">The length is no matrix of so many rows.</exception>
    public static WeightMask Of(ReadOnlySpan<byte> bits, int outputs)
    {
        _ = Arguments.Positive(outputs, nameof(outputs));
        return !bits.IsEmpty && bits.Length % outputs == 0
            ? new WeightMask(outputs, bits.Length / outputs, bits.ToArray())
            : throw new ArgumentException($"bits has {bits.Length} numbers; expected a matrix of {outputs} rows.", nameof(bits));
    }

    /// <summary>Whether a weight is kept.</summary>
    /// <param name="output">Its row.</param>
    /// <param name="input">Its column.</param>
    public bool IsKept(int output, int input)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(input);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(input, Inputs);
        return _kept[(output * Inputs) + input] != 0;
    }

    /// <summary>Sets the weights that are not kept to zero.</summary>
    /// <param name="weight">[outputs, inputs].</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public void Apply(Span<float> weight)
    {
        Arguments.Length(weight.Length, _kept.Length, $"a matrix of {Outputs} x {Inputs}", nameof(weight));
        for (int i = 0; i < weight.Length; i++)
        {
            weight[i] = _kept[i] == 0 ? 0 : weight[i];
        }
    }

    private static void KeepInGroups(ReadOnlySpan<float> weight, byte[] kept, PruningPattern pattern, double sparsity)
    {
        // A little more than the sparsity, so that 1 - N / M comes out as N in spite of rounding.
        int count = Math.Max(pattern.Kept, pattern.Group - (int)Math.Floor((sparsity * pattern.Group) + 1e-9));
        float[] magnitudes = new float[pattern.Group];
        int[] order = new int[pattern.Group];
        for (int start = 0; start < weight.Length; start += pattern.Group)
        {
            Sort(weight.Slice(start, pattern.Group), magnitudes, order);
            foreach (int place in order.AsSpan(0, count))
            {
                kept[start + place] = 1;
            }
        }
    }

    private static void KeepBlocks(ReadOnlySpan<float> weight, byte[] kept, int inputs, PruningPattern pattern, double sparsity)
    {
        int across = inputs / pattern.Columns;
        float[] sums = new float[weight.Length / (pattern.Rows * pattern.Columns)];
        for (int i = 0; i < weight.Length; i++)
        {
            sums[BlockOf(i)] += MathF.Abs(weight[i]);
        }

        bool[] isKept = Largest(sums, (int)Math.Round((1 - sparsity) * sums.Length));
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = (byte)(isKept[BlockOf(i)] ? 1 : 0);
        }

        int BlockOf(int place) => (place / inputs / pattern.Rows * across) + (place % inputs / pattern.Columns);
    }

    /// <summary>Marks the largest numbers, of equal ones those in front.</summary>
    private static bool[] Largest(float[] numbers, int count)
    {
        bool[] isLarge = new bool[numbers.Length];
        if (count == 0)
        {
            return isLarge;
        }

        float[] sorted = [.. numbers];
        Array.Sort(sorted);
        float least = sorted[^count];
        int equal = count - numbers.Count(number => number > least);
        for (int i = 0; i < numbers.Length; i++)
        {
            isLarge[i] = numbers[i] > least || (numbers[i] == least && equal-- > 0);
        }

        return isLarge;
    }

    // The largest magnitudes first, of equal ones those in front.
    private static void Sort(ReadOnlySpan<float> numbers, float[] magnitudes, int[] order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            (magnitudes[i], order[i]) = (MathF.Abs(numbers[i]), i);
        }

        Array.Sort(order, (a, b) => magnitudes[a] != magnitudes[b] ? magnitudes[b].CompareTo(magnitudes[a]) : a.CompareTo(b));
    }
}
