namespace SparseGen.Compression.Networks;

/// <summary>Rows of one value behind the rows of another.</summary>
internal sealed class JoinStep(string name, int first, int second, int output, int rows) : NetworkStep(name, [first, second], output)
{
    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples)
    {
        ReadOnlySpan<float> left = values[Inputs[0], samples], right = values[Inputs[1], samples];
        Span<float> to = values[Output, samples];
        int all = samples * rows, columns = left.Length / all, others = right.Length / all;
        for (int row = 0; row < all; row++)
        {
            Span<float> target = to.Slice(row * (columns + others), columns + others);
            left.Slice(row * columns, columns).CopyTo(target);
            right.Slice(row * others, others).CopyTo(target[columns..]);
        }
    }
}

/// <summary>Rows of a table in place of whole numbers, each counted from where those of its column begin.</summary>
internal sealed class LookupStep(string name, int input, int output, float[] table, int features, int[] offsets) : NetworkStep(name, [input], output)
{
    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples)
    {
        ReadOnlySpan<float> columns = values[Inputs[0], samples];
        Span<float> to = values[Output, samples];
        for (int place = 0; place < columns.Length; place++)
        {
            int entry = offsets[place % offsets.Length] + (int)columns[place];
            table.AsSpan(entry * features, features).CopyTo(to[(place * features)..]);
        }
    }
}
