namespace SparseGen.Tests.Kernels;

/// <summary>Roundings of the modes of tensor cores, by arithmetic and not by bits.</summary>
internal static class TensorRounding
{
    /// <summary>To 11 bits, halves away from zero: what cvt.rna.tf32.f32 does.</summary>
    public static float ToTf32(float value) => Round(value, 11, MidpointRounding.AwayFromZero);

    /// <summary>To 8 bits, halves to even: what cvt.rn.bf16.f32 does.</summary>
    public static float ToBf16(float value) => Round(value, 8, MidpointRounding.ToEven);

    private static float Round(float value, int bits, MidpointRounding halves)
    {
        if (value == 0 || !float.IsFinite(value))
        {
            return value;
        }

        int exponent = Math.ILogB(value) - (bits - 1);
        return (float)Math.ScaleB(Math.Round(Math.ScaleB(value, -exponent), halves), exponent);
    }
}
