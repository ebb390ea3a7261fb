namespace SparseGen.Tool.Inspection;

/// <summary>What models are looked at with: images, or normal numbers for models that no data fit.</summary>
/// <param name="Images">The images; null for normal numbers.</param>
/// <param name="Most">How many samples at most.</param>
/// <param name="Seed">Seed of the normal numbers.</param>
internal sealed record InspectionSamples(Dataset? Images, int Most, ulong Seed)
{
    /// <summary>How many there are.</summary>
    public int Count => Images is null ? Most : Math.Min(Most, Images.Count);

    /// <summary>For people.</summary>
    public override string ToString() => $"{Count} {(Images is null ? "samples of normal numbers" : "test images")}";

    /// <summary>The inputs, [Count, size].</summary>
    /// <param name="size">Numbers of a sample.</param>
    public float[] Inputs(int size)
    {
        float[] inputs = new float[Count * size];
        if (Images is not null)
        {
            Images.FillInputs([.. Enumerable.Range(0, Count)], inputs);
            return inputs;
        }

        var random = new CounterRandom(Seed, "report");
        foreach (ref float value in inputs.AsSpan())
        {
            value = (float)random.NextNormal();
        }

        return inputs;
    }
}
