using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SparseGen.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Gpu;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Optimizers;

/// <summary>Each rule is written once: here it runs at every vector width, whatever the processor has, and compiles for CUDA.</summary>
public sealed class UpdateRuleTests
{
    private const int Size = 64;

    [Fact]
    public void SgdIsTheSameAtEveryWidth() => AssertSame(new SgdRule(0.1f, 0.01f));

    [Fact]
    public void MomentumIsTheSameAtEveryWidth() => AssertSame(new SparseGen.MomentumRule(0.1f, 0.01f, 0.9f, 1, 0.9f));

    [Fact]
    public void AdamIsTheSameAtEveryWidth() => AssertSame(new AdamRule(0.99f, 0.01f, 0.9f, 0.1f, 0.99f, 0.01f, 0.1f, 2, 1e-3f));

    [Fact]
    public void LionIsTheSameAtEveryWidth() => AssertSame(new LionRule(0.1f, 0.99f, 0.9f, 0.1f, 0.99f, 0.01f));

    [Fact]
    public void RulesOfHooksAreTheSameAtEveryWidth()
    {
        AssertSame(new SaveAndMoveRule(0.3f));
        AssertSame(new InterpolationRule(0.75f));
        AssertSame(new MultiplicationRule(2));
    }

    [Fact]
    public void LionTakesNoStepWhereThereIsNoDirectionAndShowsWhatIsNoNumber()
    {
        var rule = new LionRule(0.5f, 1, 0.9f, 0.1f, 0.99f, 0.01f);
        float still = 3, lost = 3, none = 0;
        float stillMoment = 0, lostMoment = 0;
        rule.Apply<SimdScalar, float>(ref still, 0, ref stillMoment, ref none);
        rule.Apply<SimdScalar, float>(ref lost, float.NaN, ref lostMoment, ref none);
        Assert.Equal(3, still);
        Assert.True(float.IsNaN(lost));
    }

    [Theory]
    [Trait("Category", "Gpu")]
    [InlineData(typeof(UpdateKernel<SgdRule>))]
    [InlineData(typeof(UpdateKernel<SparseGen.MomentumRule>))]
    [InlineData(typeof(UpdateKernel<AdamRule>))]
    [InlineData(typeof(UpdateKernel<LionRule>))]
    [InlineData(typeof(UpdateKernel<SaveAndMoveRule>))]
    [InlineData(typeof(UpdateKernel<InterpolationRule>))]
    [InlineData(typeof(UpdateKernel<MultiplicationRule>))]
    [InlineData(typeof(PartUpdateKernel<SgdRule>))]
    [InlineData(typeof(PartUpdateKernel<SparseGen.MomentumRule>))]
    [InlineData(typeof(PartUpdateKernel<AdamRule>))]
    [InlineData(typeof(PartUpdateKernel<LionRule>))]
    [InlineData(typeof(PartUpdateKernel<ClearRule>))]
    public void RulesCompileToPtx(Type kernel) =>
        PtxCompiler.AssertCompiles(kernel.GetMethod("Run", BindingFlags.Static | BindingFlags.NonPublic)!);

    private static void AssertSame<TRule>(TRule rule)
        where TRule : unmanaged, IUpdateRule
    {
        float[][] expected = Apply<TRule, SimdScalar, float>(rule);
        AssertNear(expected, Apply<TRule, Simd128, Vector128<float>>(rule));
        AssertNear(expected, Apply<TRule, Simd256, Vector256<float>>(rule));
        AssertNear(expected, Apply<TRule, Simd512, Vector512<float>>(rule));
    }

    private static float[][] Apply<TRule, TSimd, TVector>(TRule rule)
        where TRule : unmanaged, IUpdateRule
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float[] parameters = ProbeData.Normal(Size, seed: 1);
        float[] gradients = ProbeData.Normal(Size, seed: 2);
        float[] first = ProbeData.Normal(Size, seed: 3);
        float[] second = [.. ProbeData.Normal(Size, seed: 4).Select(MathF.Abs)];
        Span<TVector> parameterVectors = MemoryMarshal.Cast<float, TVector>(parameters.AsSpan());
        Span<TVector> gradientVectors = MemoryMarshal.Cast<float, TVector>(gradients.AsSpan());
        Span<TVector> firstVectors = MemoryMarshal.Cast<float, TVector>(first.AsSpan());
        Span<TVector> secondVectors = MemoryMarshal.Cast<float, TVector>(second.AsSpan());
        for (int i = 0; i < parameterVectors.Length; i++)
        {
            rule.Apply<TSimd, TVector>(ref parameterVectors[i], gradientVectors[i], ref firstVectors[i], ref secondVectors[i]);
        }

        return [parameters, first, second];
    }

    // The last resort rounds a product and a sum twice, hardware may round once.
    private static void AssertNear(float[][] expected, float[][] actual)
    {
        for (int vector = 0; vector < expected.Length; vector++)
        {
            for (int i = 0; i < Size; i++)
            {
                Assert.Equal(expected[vector][i], actual[vector][i], 2e-6f);
            }
        }
    }
}
