namespace SparseGen.Tool.Compressing;

/// <summary>What models make of test images, to be compared.</summary>
/// <param name="test">The images; with labels.</param>
/// <param name="classes">Outputs of a model.</param>
/// <param name="batch">Images of one call.</param>
internal sealed class OutputScores(Dataset test, int classes, int batch)
{
    /// <summary>Inference.</summary>
    public delegate void Inference(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>All outputs.</summary>
    public float[] Of(Inference inference)
    {
        float[] input = new float[batch * test.InputSize], outputs = new float[test.Count * classes];
        for (int start = 0; start < test.Count; start += batch)
        {
            int[] indices = [.. Enumerable.Range(start, Math.Min(batch, test.Count - start))];
            Span<float> some = input.AsSpan(0, indices.Length * test.InputSize);
            test.FillInputs(indices, some);
            inference(some, outputs.AsSpan(start * classes, indices.Length * classes));
        }

        return outputs;
    }

    /// <summary>Share of the images whose best output is the label.</summary>
    public double Accuracy(float[] outputs)
    {
        int[] indices = [.. Enumerable.Range(0, test.Count)], labels = new int[test.Count];
        test.FillLabels(indices, labels);
        return indices.Count(i => Best(outputs, i) == labels[i]) / (double)test.Count;
    }

    /// <summary>Share of the images that two models name alike.</summary>
    public double Agreement(float[] one, float[] other) => Enumerable.Range(0, test.Count).Count(i => Best(one, i) == Best(other, i)) / (double)test.Count;

    /// <summary>Norm of the differences over the norm of the exact outputs.</summary>
    public static double Error(float[] found, float[] exact)
    {
        double difference = found.Zip(exact, static (a, b) => ((double)a - b) * ((double)a - b)).Sum(), norm = exact.Sum(static value => (double)value * value);
        return norm == 0 ? 0 : Math.Sqrt(difference / norm);
    }

    private int Best(float[] outputs, int image) => Scores.Best(outputs.AsSpan(image * classes, classes));
}
