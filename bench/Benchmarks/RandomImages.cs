namespace SparseGen.Bench.Benchmarks;

/// <summary>Inputs whose values do not matter but whose range does.</summary>
internal static class RandomImages
{
    /// <summary>Images of uniform noise, 0 to 1.</summary>
    /// <param name="count">How many.</param>
    /// <param name="size">Floats of one image.</param>
    public static float[] Create(int count, int size)
    {
        var random = new Random(1);
        var images = new float[count * size];
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = (float)random.NextDouble();
        }

        return images;
    }

    /// <summary>Labels that go round through the classes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="classes">Number of classes.</param>
    public static int[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(i => i % classes)];
}
