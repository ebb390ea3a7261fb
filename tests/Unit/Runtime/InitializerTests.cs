using Xunit;

namespace SparseGen.Tests.Runtime;

public sealed class InitializerTests
{
    private const int Count = 100_000;

    [Fact]
    public void ConstantsAreConstant()
    {
        Assert.All(Fill(Initializer.Zeros), static value => Assert.Equal(0f, value));
        Assert.All(Fill(Initializer.Ones), static value => Assert.Equal(1f, value));
        Assert.All(Fill(Initializer.Constant(-0.3f)), static value => Assert.Equal(-0.3f, value));
        Assert.Throws<ArgumentOutOfRangeException>("value", static () => Initializer.Constant(float.NaN));
    }

    [Fact]
    public void NormalHasItsDeviation()
    {
        float[] values = Fill(Initializer.Normal(1e-6));
        Assert.Equal(1e-6, Deviation(values), 2e-8);
        Assert.Contains(values, static value => Math.Abs(value) > 3e-6f);
    }

    [Fact]
    public void XavierUniformFillsItsInterval()
    {
        float limit = (float)Math.Sqrt(6.0 / (49 + 32));
        float[] values = Fill(Initializer.XavierUniform(fanIn: 49, fanOut: 32));
        Assert.All(values, value => Assert.InRange(value, -limit, limit));
        Assert.Equal(limit, values.Max(), 1e-3f);
        Assert.Equal(-limit, values.Min(), 1e-3f);
        Assert.Equal(limit / Math.Sqrt(3.0), Deviation(values), 2e-3);
    }

    [Fact]
    public void FanInUniformFillsItsInterval()
    {
        float[] values = Fill(Initializer.FanInUniform(fanIn: 16));
        Assert.All(values, static value => Assert.InRange(value, -0.25f, 0.25f));
        Assert.Equal(0.25f, values.Max(), 1e-3f);
        Assert.Equal(-0.25f, values.Min(), 1e-3f);
        Assert.Equal(0.25 / Math.Sqrt(3.0), Deviation(values), 2e-3);
    }

    [Fact]
    public void UniformHasItsDeviation()
    {
        float limit = (float)(0.5 * Math.Sqrt(3.0));
        float[] values = Fill(Initializer.Uniform(deviation: 0.5));
        Assert.All(values, value => Assert.InRange(value, -limit, limit));
        Assert.Equal(0.5, Deviation(values), 3e-3);
        Assert.Equal(0.0, values.Average(), 5e-3);
    }

    [Fact]
    public void LecunNormalIsCutAndHasTheVarianceAfterTheCut()
    {
        const double Deviation16 = 0.25;
        float[] values = Fill(Initializer.LecunNormal(fanIn: 16));
        float limit = (float)(2.0 * Deviation16 / 0.87962566103423978);
        Assert.All(values, value => Assert.InRange(value, -limit, limit));
        Assert.Equal(limit, values.Max(), 1e-2f);
        Assert.Equal(Deviation16, Deviation(values), 3e-3);
    }

    private static float[] Fill(Initializer initializer)
    {
        float[] values = new float[Count];
        initializer.Fill(values, new CounterRandom(5, "initialisers"));
        return values;
    }

    private static double Deviation(float[] values) => Math.Sqrt(values.Average(static value => (double)value * value));
}
