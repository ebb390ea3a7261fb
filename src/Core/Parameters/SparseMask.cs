using System.Numerics;

namespace SparseGen;

/// <summary>
/// Which weights of a linear map are kept: the mask M of (M . W) x in Hayase and Karakida 2024 (arXiv 2306.01470, section S.16). It is drawn
/// once and never changes, so only the kept weights are parameters and only they cost time.
/// </summary>
/// <remarks>
/// The kept weights are stored one after another in row-major order of the matrix [outputs, inputs]. Generated code holds one mask a sparse tensor.
/// </remarks>
public sealed class SparseMask
{
    private readonly Lazy<int[]> _positions;

    private SparseMask(int outputs, int inputs, int count, ulong[] bits)
    {
        Outputs = outputs;
        Inputs = inputs;
        Count = count;
        ByOutput = CollectByOutput(outputs, inputs, count, bits);
        ByInput = CollectByInput(inputs, ByOutput);
        _positions = new Lazy<int[]>(CollectPositions);
    }

    /// <summary>Rows of the matrix.</summary>
    public int Outputs { get; }

    /// <summary>Columns of the matrix.</summary>
    public int Inputs { get; }

    /// <summary>Weights that are kept.</summary>
    public int Count { get; }

    /// <summary>The kept weights of each output (CSR), in the order of storage; indices are inputs.</summary>
    public SparseLists ByOutput { get; }

    /// <summary>The kept weights of each input (CSC); indices are outputs.</summary>
    public SparseLists ByInput { get; }

    /// <summary>Position of each kept weight in the dense matrix; GPUs, which give each weight a thread, ask for it.</summary>
    internal int[] Positions => _positions.Value;

    /// <summary>Draws a mask: every choice of <paramref name="count"/> among all weights is equally likely.</summary>
    /// <param name="outputs">Rows of the matrix; at least 1.</param>
    /// <param name="inputs">Columns of the matrix; at least 1.</param>
    /// <param name="count">Weights to keep, from 1 to all.</param>
    /// <param name="seed">With <paramref name="name"/>, decides which.</param>
    /// <param name="name">Name of the tensor, so that each has a mask of its own.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size or the count is out of range.</exception>
    public static SparseMask Draw(int outputs, int inputs, int count, ulong seed, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentNullException.ThrowIfNull(name);
        int all = checked(outputs * inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, all);

        // Drawing with rejection is fast while most draws are new: so draw the smaller of the two sets.
        int drawn = Math.Min(count, all - count);
        var random = new CounterRandom(seed, name + ".mask");
        ulong[] bits = new ulong[((long)all + 63) / 64];
        for (int found = 0; found < drawn;)
        {
            int position = random.NextInt32(all);
            ulong bit = 1UL << (position & 63);
            ref ulong word = ref bits[position >> 6];
            found += (word & bit) == 0 ? 1 : 0;
            word |= bit;
        }

        if (drawn < count || count == all)
        {
            Invert(bits, all);
        }

        return new SparseMask(outputs, inputs, count, bits);
    }

    /// <summary>Draws a mask for each of several tensors of one shape.</summary>
    /// <param name="outputs">Rows of each matrix; at least 1.</param>
    /// <param name="inputs">Columns of each matrix; at least 1.</param>
    /// <param name="count">Weights to keep of each.</param>
    /// <param name="seed">Seed of all.</param>
    /// <param name="names">Names of the tensors.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size or the count is out of range.</exception>
    public static SparseMask[] DrawAll(int outputs, int inputs, int count, ulong seed, params ReadOnlySpan<string> names)
    {
        var masks = new SparseMask[names.Length];
        for (int i = 0; i < masks.Length; i++)
        {
            masks[i] = Draw(outputs, inputs, count, seed, names[i]);
        }

        return masks;
    }

    /// <summary>A mask that a member of the program gives, checked. Used by generated code.</summary>
    /// <param name="outputs">Rows of the matrix.</param>
    /// <param name="inputs">Columns of the matrix.</param>
    /// <param name="count">Weights that it has to keep.</param>
    /// <param name="member">The class and the member, for the message.</param>
    /// <param name="places">What the member gave: row inputs + column of each kept weight.</param>
    /// <exception cref="InvalidOperationException">It is no mask of so many weights.</exception>
    public static SparseMask Listed(int outputs, int inputs, int count, string member, IEnumerable<int> places)
    {
        int all = checked(outputs * inputs), found = 0;
        ulong[] bits = new ulong[((long)all + 63) / 64];
        foreach (int place in places ?? [])
        {
            if ((uint)place >= (uint)all || (bits[place >> 6] & (1UL << (place & 63))) != 0)
            {
                throw new InvalidOperationException($"{member} has the place {place}, which is outside of {outputs} x {inputs} weights or comes twice.");
            }

            bits[place >> 6] |= 1UL << (place & 63);
            found++;
        }

        return found == count
            ? new SparseMask(outputs, inputs, count, bits)
            : throw new InvalidOperationException($"{member} keeps {found} weights; expected {count} of {outputs} x {inputs}, as the density says.");
    }

    /// <summary>Whether a weight is kept.</summary>
    /// <param name="output">Its row.</param>
    /// <param name="input">Its column.</param>
    public bool IsKept(int output, int input) => ByOutput.IndicesOf(output).BinarySearch(input) >= 0;

    /// <summary>Copies kept weights to a dense matrix, zeros elsewhere.</summary>
    internal void Unpack(ReadOnlySpan<float> weights, Span<float> matrix)
    {
        matrix.Clear();
        for (int output = 0; output < Outputs; output++)
        {
            int next = ByOutput.Offsets[output];
            foreach (int input in ByOutput.IndicesOf(output))
            {
                matrix[(output * Inputs) + input] = weights[next++];
            }
        }
    }

    /// <summary>Copies the kept weights out of a dense matrix.</summary>
    internal void Pack(ReadOnlySpan<float> matrix, Span<float> weights)
    {
        for (int output = 0; output < Outputs; output++)
        {
            int next = ByOutput.Offsets[output];
            foreach (int input in ByOutput.IndicesOf(output))
            {
                weights[next++] = matrix[(output * Inputs) + input];
            }
        }
    }

    /// <summary>Position of the first number of a dense matrix that is not zero although the mask drops it, or -1.</summary>
    internal int FindOutside(ReadOnlySpan<float> matrix)
    {
        for (int output = 0; output < Outputs; output++)
        {
            int next = 0;
            foreach (int input in ByOutput.IndicesOf(output))
            {
                int outside = matrix[((output * Inputs) + next)..((output * Inputs) + input)].IndexOfAnyExcept(0f);
                if (outside >= 0)
                {
                    return (output * Inputs) + next + outside;
                }

                next = input + 1;
            }

            int last = matrix[((output * Inputs) + next)..((output + 1) * Inputs)].IndexOfAnyExcept(0f);
            if (last >= 0)
            {
                return (output * Inputs) + next + last;
            }
        }

        return -1;
    }

    private int[] CollectPositions()
    {
        int[] positions = new int[Count];
        for (int output = 0; output < Outputs; output++)
        {
            for (int place = ByOutput.Offsets[output]; place < ByOutput.Offsets[output + 1]; place++)
            {
                positions[place] = (output * Inputs) + ByOutput.Indices[place];
            }
        }

        return positions;
    }

    private static void Invert(ulong[] bits, int all)
    {
        for (int word = 0; word < bits.Length; word++)
        {
            bits[word] = ~bits[word];
        }

        if ((all & 63) != 0)
        {
            bits[^1] &= (1UL << (all & 63)) - 1;
        }
    }

    private static SparseLists CollectByOutput(int outputs, int inputs, int count, ulong[] bits)
    {
        int[] starts = new int[outputs + 1];
        int[] indices = new int[count];
        int next = 0;
        for (int word = 0; word < bits.Length; word++)
        {
            for (ulong rest = bits[word]; rest != 0; rest &= rest - 1)
            {
                (int output, int input) = Math.DivRem((word * 64) + BitOperations.TrailingZeroCount(rest), inputs);
                indices[next++] = input;
                starts[output + 1] = next;
            }
        }

        for (int output = 0; output < outputs; output++)
        {
            // An output without weights ends where it starts.
            starts[output + 1] = Math.Max(starts[output + 1], starts[output]);
        }

        return new SparseLists(starts, indices, []);
    }

    private static SparseLists CollectByInput(int inputs, SparseLists byOutput)
    {
        int[] starts = new int[inputs + 1];
        foreach (int input in byOutput.Indices)
        {
            starts[input + 1]++;
        }

        for (int input = 0; input < inputs; input++)
        {
            starts[input + 1] += starts[input];
        }

        int[] next = starts[..inputs];
        int[] indices = new int[byOutput.Indices.Length];
        int[] places = new int[indices.Length];
        for (int output = 0; output < byOutput.Offsets.Length - 1; output++)
        {
            for (int place = byOutput.Offsets[output]; place < byOutput.Offsets[output + 1]; place++)
            {
                int at = next[byOutput.Indices[place]]++;
                indices[at] = output;
                places[at] = place;
            }
        }

        return new SparseLists(starts, indices, places);
    }
}
