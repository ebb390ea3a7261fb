namespace SparseGen.Compression.Networks;

/// <summary>Numbers of a sample at other places: transpositions, permutations, patches, slices. What the map names no number for is zero.</summary>
/// <param name="name">Name of its result.</param>
/// <param name="input">The value that it reads.</param>
/// <param name="output">The value that it writes.</param>
/// <param name="table">For each place of the output the place in the input, or -1.</param>
/// <param name="bias">For each place of the output what is added; null for nothing.</param>
internal sealed class MapStep(string name, int input, int output, int[] table, float[]? bias) : NetworkStep(name, [input], output)
{
    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples)
    {
        ReadOnlySpan<float> all = values[Inputs[0], samples];
        Span<float> result = values[Output, samples];
        int size = all.Length / samples;
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> from = all.Slice(sample * size, size);
            Span<float> to = result.Slice(sample * table.Length, table.Length);
            for (int i = 0; i < table.Length; i++)
            {
                int place = table[i];
                to[i] = place < 0 ? 0 : from[place];
            }

            for (int i = 0; bias is not null && i < to.Length; i++)
            {
                to[i] += bias[i];
            }
        }
    }
}
