using SparseGen.Analysis;

namespace SparseGen.Tool.Inspection;

/// <summary>How alike layers are, from what they make of the same samples.</summary>
internal static class LayerAlignment
{
    /// <summary>Samples of a batch; each layer's kernel of a batch is a matrix of so many rows and columns.</summary>
    private const int Batch = 128;

    /// <summary>The alignments of all pairs of layers.</summary>
    /// <param name="first">Of the first model.</param>
    /// <param name="second">Of the second; the same object where a model is compared with itself.</param>
    /// <param name="samples">How many samples; at least four.</param>
    /// <exception cref="ArgumentException">A layer represents all samples alike.</exception>
    public static double[,] Of(Representations first, Representations second, int samples)
    {
        var map = new AlignmentMap(first.Layers.Count, second.Layers.Count);

        // A rest of less than four samples says nothing.
        for (int start = 0; start + CenteredKernelAlignment.LeastSamples <= samples; start += Batch)
        {
            int count = Math.Min(Batch, samples - start);
            float[][] rows = Part(first, start, count, samples);
            map.Add(rows, ReferenceEquals(first, second) ? rows : Part(second, start, count, samples), count);
        }

        return map.Values;
    }

    /// <summary>The same for a report.</summary>
    public static AlignmentReport Report(string one, string other, string description, Representations first, Representations second, int samples)
    {
        double[,] values = Of(first, second, samples);
        return new AlignmentReport(
            one, other, description, first.Layers, second.Layers,
            [.. Enumerable.Range(0, first.Layers.Count).Select(row => Enumerable.Range(0, second.Layers.Count).Select(column => values[row, column]).ToArray())]);
    }

    private static float[][] Part(Representations all, int start, int count, int samples) =>
        [.. all.Values.Select(values => values.AsSpan(start * (values.Length / samples), count * (values.Length / samples)).ToArray())];
}
