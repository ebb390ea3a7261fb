using SparseGen;

namespace SparseGenConsole;

/// <summary>Data to begin with: three clouds of points. Put your own here.</summary>
internal static class Measurements
{
    public static Dataset Draw(int count, int seed)
    {
        var random = new Random(seed);
        int features = Classifier.Info.InputSize;
        float[] rows = new float[count * features];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(3);
            for (int j = 0; j < features; j++)
            {
                rows[(i * features) + j] = MathF.Cos(labels[i] + (2 * j)) + random.NextSingle() - 0.5f;
            }
        }

        return Dataset.FromFloats(rows, features, labels);
    }
}
