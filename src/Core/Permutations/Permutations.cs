using System.Numerics;

namespace SparseGen;

/// <summary>
/// Permutations as index lists. A list <c>indices</c> stands for the gather y[i] = x[indices[i]]; the flattened sample r(X) of X [S, C] is
/// row-major, r(X)[s C + c] = X[s, c].
/// </summary>
/// <remarks>
/// Generated models draw their frozen permutations here, once for each class: <see cref="Random"/> with the seed of the declaration and the
/// stream that the documentation of the layer names gives the same indices.
/// </remarks>
public static class Permutations
{
    /// <summary>The identity.</summary>
    /// <param name="length">Numbers that it orders; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public static int[] Identity(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int[] indices = new int[length];
        Identity(indices);
        return indices;
    }

    /// <summary>
    /// The commutation K of X [rows, columns]: K r(X) = r(X^T), indices[i] = (i mod rows) columns + floor(i / rows).
    /// Its inverse is <c>Commutation(columns, rows)</c>.
    /// </summary>
    /// <param name="rows">Rows of X (tokens); at least 1.</param>
    /// <param name="columns">Columns of X (channels); at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or X would have more elements than an array can have.</exception>
    public static int[] Commutation(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        int[] indices = new int[Require.Product("rows x columns", Array.MaxLength, nameof(rows), rows, columns)];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = (i % rows * columns) + (i / rows);
        }

        return indices;
    }

    /// <summary>
    /// A permutation drawn uniformly: Fisher and Yates' shuffle (Durstenfeld 1964, "Algorithm 235: random permutation") of the identity, from
    /// the last place down, with the numbers of <see cref="CounterRandom"/>. The same arguments give the same permutation everywhere.
    /// </summary>
    /// <param name="length">Numbers that it orders; at least 0.</param>
    /// <param name="seed">Seed of the declaration.</param>
    /// <param name="stream">Tells permutations of one seed apart.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public static int[] Random(int length, ulong seed, string stream = "")
    {
        int[] indices = Identity(length);
        Shuffle(indices, new CounterRandom(seed, stream));
        return indices;
    }

    /// <summary>
    /// Random within blocks of neighbours: the numbers of a block stay among themselves, each block in an order of its own (the last is shorter where the blocks do not divide
    /// the length). A locality between the identity and <see cref="Random"/>.
    /// </summary>
    /// <param name="length">Numbers that it orders; at least 0.</param>
    /// <param name="blockSize">Numbers of a block; at least 1.</param>
    /// <param name="seed">Decides the orders.</param>
    /// <param name="stream">Tells permutations of one seed apart.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative, or <paramref name="blockSize"/> below 1.</exception>
    public static int[] BlockLocal(int length, int blockSize, ulong seed, string stream = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        int[] indices = Identity(length);
        var random = new CounterRandom(seed, stream);
        for (int start = 0; start < length; start += Math.Min(blockSize, length - start))
        {
            Shuffle(indices.AsSpan(start, Math.Min(blockSize, length - start)), random);
        }

        return indices;
    }

    /// <summary>
    /// The order of the fast Fourier transform: index i is i with its bits in reverse, among as many bits as the length has; where that is no power of two, what falls
    /// outside is left out. For a power of two it is its own inverse.
    /// </summary>
    /// <param name="length">Numbers that it orders; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public static int[] BitReversed(int length)
    {
        int[] indices = Identity(length);
        int bits = length <= 1 ? 0 : 32 - BitOperations.LeadingZeroCount((uint)(length - 1));
        int count = 0;
        for (long i = 0; i < 1L << bits; i++)
        {
            uint reversed = 0;
            for (int bit = 0; bit < bits; bit++)
            {
                reversed |= (uint)((i >> bit) & 1) << (bits - 1 - bit);
            }

            if (reversed < (uint)length)
            {
                indices[count++] = (int)reversed;
            }
        }

        return indices;
    }

    /// <summary>A list that a member of the program gives, checked. Used by generated code.</summary>
    /// <param name="length">Indices that it has to have.</param>
    /// <param name="member">The class and the member, for the message.</param>
    /// <param name="list">What the member gave.</param>
    /// <exception cref="InvalidOperationException">It is no permutation of so many numbers.</exception>
    public static int[] Listed(int length, string member, IEnumerable<int> list)
    {
        if (list is null)
        {
            throw new InvalidOperationException($"{member} is null; expected a permutation of {length} numbers.");
        }

        int[] indices = [.. list];
        if (indices.Length != length)
        {
            throw new InvalidOperationException($"{member} has {indices.Length} indices; expected a permutation of {length} numbers.");
        }

        try
        {
            Check(indices, member, nameof(list));
        }
        catch (ArgumentException fault)
        {
            throw new InvalidOperationException(fault.Message[..fault.Message.LastIndexOf(" (Parameter", StringComparison.Ordinal)], fault);
        }

        return indices;
    }

    /// <summary>The inverse, which is the transpose: applying both in either order moves nothing.</summary>
    /// <param name="indices">A permutation.</param>
    /// <exception cref="ArgumentException">An index is out of range or comes twice.</exception>
    public static int[] Invert(ReadOnlySpan<int> indices) => Invert(indices, nameof(indices), nameof(indices));

    /// <summary>Several permutations as one: the first is applied first, so two of them give first[second[i]].</summary>
    /// <param name="permutations">At least one; all of the same length.</param>
    /// <exception cref="ArgumentException">There is none, their lengths differ, or one has an index that is out of range or comes twice.</exception>
    public static int[] Compose(params ReadOnlySpan<int[]> permutations)
    {
        if (permutations.IsEmpty)
        {
            throw new ArgumentException($"{nameof(permutations)} is empty; expected at least one permutation.", nameof(permutations));
        }

        for (int i = 0; i < permutations.Length; i++)
        {
            Check(permutations[i], $"{nameof(permutations)}[{i}]", nameof(permutations));
        }

        int[] composed = [.. permutations[0]];
        int[] before = new int[composed.Length];
        foreach (int[] next in permutations[1..])
        {
            if (next.Length != composed.Length)
            {
                throw new ArgumentException(
                    $"{nameof(permutations)} has one of length {next.Length} behind one of length {composed.Length}; expected equal lengths.",
                    nameof(permutations));
            }

            composed.CopyTo(before, 0);
            for (int i = 0; i < next.Length; i++)
            {
                composed[i] = before[next[i]];
            }
        }

        return composed;
    }

    /// <summary>Applies a permutation: destination[i] = source[indices[i]].</summary>
    /// <typeparam name="T">What is moved.</typeparam>
    /// <param name="indices">A permutation.</param>
    /// <param name="source">As long as <paramref name="indices"/>.</param>
    /// <param name="destination">As long as <paramref name="indices"/>; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length differs, or an index is out of range; nothing is moved.</exception>
    public static void Apply<T>(ReadOnlySpan<int> indices, ReadOnlySpan<T> source, Span<T> destination)
    {
        if (source.Length != indices.Length)
        {
            throw new ArgumentException($"{nameof(source)} has {source.Length} elements; expected {indices.Length}, as many as there are indices.", nameof(source));
        }

        if (destination.Length != indices.Length)
        {
            throw new ArgumentException(
                $"{nameof(destination)} has {destination.Length} elements; expected {indices.Length}, as many as there are indices.", nameof(destination));
        }

        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)indices.Length)
            {
                throw Misplaced(indices, i, nameof(indices), nameof(indices));
            }
        }

        for (int i = 0; i < indices.Length; i++)
        {
            destination[i] = source[indices[i]];
        }
    }

    /// <summary>Checks a permutation that came as an argument or a part of one.</summary>
    /// <param name="indices">The permutation.</param>
    /// <param name="list">What the message calls it.</param>
    /// <param name="parameter">Name of the argument.</param>
    /// <exception cref="ArgumentException">It is null, or an index is out of range or comes twice.</exception>
    internal static void Check(int[] indices, string list, string parameter)
    {
        if (indices is null)
        {
            throw new ArgumentException($"{list} is null; expected a permutation.", parameter);
        }

        Invert(indices, list, parameter);
    }

    /// <summary>Fills a list with the identity.</summary>
    internal static void Identity(Span<int> indices)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = i;
        }
    }

    /// <summary>Puts a list in another order, drawn uniformly, in the way that <see cref="Random"/> names.</summary>
    internal static void Shuffle(Span<int> indices, CounterRandom random)
    {
        for (int last = indices.Length - 1; last > 0; last--)
        {
            int other = random.NextInt32(last + 1);
            (indices[last], indices[other]) = (indices[other], indices[last]);
        }
    }

    private static int[] Invert(ReadOnlySpan<int> indices, string list, string parameter)
    {
        int[] inverse = new int[indices.Length];
        Array.Fill(inverse, -1);
        for (int i = 0; i < indices.Length; i++)
        {
            int index = indices[i];
            if ((uint)index >= (uint)indices.Length || inverse[index] >= 0)
            {
                throw Misplaced(indices, i, list, parameter);
            }

            inverse[index] = i;
        }

        return inverse;
    }

    private static ArgumentException Misplaced(ReadOnlySpan<int> indices, int at, string list, string parameter) =>
        new($"{list}[{at}] is {indices[at]}; expected each of the numbers 0 to {indices.Length - 1} once.", parameter);
}
