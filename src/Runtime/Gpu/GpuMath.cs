namespace SparseGen.Gpu;

/// <summary>What generated kernels need of mathematics beyond ILGPU's, in plain float operations that every back end compiles.</summary>
public static class GpuMath
{
    private const float HalfRoot = 0.707106781f;         // 1 / sqrt(2)
    private const float NormalDensity = 0.398942280f;    // 1 / sqrt(2 pi)
    private const float TanhScale = 0.797884561f;        // sqrt(2 / pi)
    private const float TanhCubic = 0.044715f;

    /// <summary>The error function; absolute error below 2e-7.</summary>
    /// <remarks>
    /// erf(x) = x P(x^2) up to 1 and sign(x) (1 - exp(-G(|x|))) beyond. P interpolates erf(sqrt(s)) / sqrt(s) on [0, 1] and G interpolates
    /// -log(erfc(t)) on [1, 4], both at Chebyshev nodes. From 4 on erf is 1 in float.
    /// </remarks>
    public static float Erf(float x)
    {
        float t = MathF.Abs(x);
        if (t <= 1f)
        {
            float s = x * x;
            float p = 7.87587487e-05f;
            p = (p * s) - 8.0168643e-04f;
            p = (p * s) + 5.18908724e-03f;
            p = (p * s) - 2.68542115e-02f;
            p = (p * s) + 1.12835944e-01f;
            p = (p * s) - 3.7612626e-01f;
            p = (p * s) + 1.12837911f;
            return x * p;
        }

        t = t < 4f ? t : 4f;
        float g = -1.6371514e-06f;
        g = (g * t) + 4.60580413e-05f;
        g = (g * t) - 5.9680565e-04f;
        g = (g * t) + 4.7595962e-03f;
        g = (g * t) - 2.64211353e-02f;
        g = (g * t) + 1.10080086e-01f;
        g = (g * t) + 6.31826043e-01f;
        g = (g * t) + 1.13023341f;
        g = (g * t) - 3.2013806e-04f;
        float magnitude = 1f - MathF.Exp(-g);
        return x > 0f ? magnitude : -magnitude;
    }

    /// <summary>The exact GELU, x Phi(x) (Hendrycks and Gimpel 2016, arXiv 1606.08415).</summary>
    public static float Gelu(float x) => 0.5f * x * (1f + Erf(x * HalfRoot));

    /// <summary>The derivative of <see cref="Gelu"/>, Phi(x) + x phi(x).</summary>
    public static float GeluDerivative(float x) =>
        (0.5f * (1f + Erf(x * HalfRoot))) + (x * NormalDensity * MathF.Exp(-0.5f * x * x));

    /// <summary>The approximation of GELU with a hyperbolic tangent (same source).</summary>
    public static float GeluTanh(float x) => 0.5f * x * (1f + Tanh(TanhScale * (x + (TanhCubic * x * x * x))));

    /// <summary>The derivative of <see cref="GeluTanh"/>.</summary>
    public static float GeluTanhDerivative(float x)
    {
        float tanh = Tanh(TanhScale * (x + (TanhCubic * x * x * x)));
        float inner = TanhScale * (1f + (3f * TanhCubic * x * x));
        return (0.5f * (1f + tanh)) + (0.5f * x * (1f - (tanh * tanh)) * inner);
    }

    /// <summary>The hyperbolic tangent; absolute error below 2e-7.</summary>
    /// <remarks>By the exponential, since ILGPU takes the GPU's instruction for the tangent, which has eleven bits.</remarks>
    public static float Tanh(float x)
    {
        float t = MathF.Abs(x);
        float magnitude = 1f - (2f / (MathF.Exp(2f * (t < 10f ? t : 10f)) + 1f));
        return x > 0f ? magnitude : -magnitude;
    }
}
