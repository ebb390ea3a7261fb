namespace SparseGen.Tool.Operations;

/// <summary>The schedule of trainings with AdamW, whose second moments know nothing at first: a short warm-up keeps the first steps small until they do.</summary>
internal static class WarmUp
{
    private const int MostSteps = 40;
    private const int ShortestRunInWarmUps = 10;

    /// <summary>A warm-up and a cosine.</summary>
    /// <param name="steps">Steps of the whole training.</param>
    public static CosineSchedule Schedule(long steps) => new((int)Math.Min(MostSteps, steps / ShortestRunInWarmUps));
}
