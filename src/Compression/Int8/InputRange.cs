namespace SparseGen.Compression.Int8;

/// <summary>
/// How the inputs of a layer become unsigned bytes: byte = x / scale + zero, rounded to the nearest and brought into 0 to 255, with one scale for all columns. Zero is one of the
/// bytes, so that what is zero stays zero (Jacob et al. 2017, arXiv 1712.05877, section 2.1).
/// </summary>
/// <param name="Scale">What a step is worth; above 0.</param>
/// <param name="Zero">The byte of zero.</param>
internal readonly record struct InputRange(float Scale, byte Zero)
{
    /// <summary>What is subtracted before the whole part is taken: half a step more than rounding down needs.</summary>
    public float Offset => (float)(-(Zero + 0.5) * Scale);

    /// <summary>What the difference is multiplied with.</summary>
    public float Factor => (float)(1.0 / Scale);

    /// <summary>The range from the least to the largest of some numbers and zero.</summary>
    /// <param name="samples">Finite numbers.</param>
    public static InputRange Of(ReadOnlySpan<float> samples)
    {
        double least = 0, largest = 0;
        foreach (float sample in samples)
        {
            least = Math.Min(least, sample);
            largest = Math.Max(largest, sample);
        }

        // The least scale has a reciprocal, and the largest products of scales are floats.
        double scale = Math.Clamp((largest - least) / byte.MaxValue, 1e-30, 1e30);
        return largest == least ? new InputRange(1, 0) : new InputRange((float)scale, (byte)Math.Clamp(Math.Round(-least / scale), 0, byte.MaxValue));
    }
}
