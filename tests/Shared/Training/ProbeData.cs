namespace SparseGen.Tests.Training;

/// <summary>Samples that a <see cref="LinearProbe"/> can learn.</summary>
internal static class ProbeData
{
    /// <summary>Labels are the largest output of another probe, so a linear model gets all of them right.</summary>
    public static Dataset Separable(int count, ulong seed = 3)
    {
        float[] inputs = Normal(count * LinearProbe.Inputs, seed);
        float[] outputs = new float[count * LinearProbe.Outputs];
        using var teacher = LinearProbe.Create(1, seed: 77);
        teacher.Forward(inputs, outputs);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            float[] scores = outputs[(i * LinearProbe.Outputs)..((i + 1) * LinearProbe.Outputs)];
            labels[i] = Array.IndexOf(scores, scores.Max());
        }

        return Dataset.FromFloats(inputs, LinearProbe.Inputs, labels);
    }

    /// <summary>Normally distributed numbers.</summary>
    public static float[] Normal(int count, ulong seed)
    {
        var random = new CounterRandom(seed, "data");
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)random.NextNormal();
        }

        return values;
    }
}
