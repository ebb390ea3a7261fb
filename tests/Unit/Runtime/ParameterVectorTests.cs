using System.Runtime.CompilerServices;
using Xunit;

namespace SparseGen.Tests.Runtime;

public sealed class ParameterVectorTests
{
    private static readonly ParameterLayout Layout = TestLayouts.Long();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void OperationsAgreeWithLoops(int threads)
    {
        ParameterVector x = Random(threads, seed: 1), y = Random(threads, seed: 2);
        float[] a = Values(x), b = Values(y);

        y.Axpy(0.25f, x);
        Assert.Equal(a.Zip(b, static (p, q) => (0.25 * p) + q), Values(y).Select(static v => (double)v), Near);
        y.Scale(-3f);
        Assert.Equal(a.Zip(b, static (p, q) => -3.0 * ((0.25 * p) + q)), Values(y).Select(static v => (double)v), Near);
        y.CopyFrom(x);
        Assert.Equal(a, Values(y));
        Assert.Equal(a.Sum(static p => (double)p * p), x.Dot(y), 1e-8 * a.Length);
        Assert.Equal(Math.Sqrt(a.Sum(static p => (double)p * p)), x.Norm(), 1e-6);
        y.Clear();
        Assert.All(Values(y), static value => Assert.Equal(0f, value));
        Assert.Equal(a, Values(x));
    }

    [Fact]
    public void UpdateReachesParametersAndStates()
    {
        ParameterVector parameters = Random(2, seed: 1), gradients = Random(2, seed: 2);
        ParameterVector first = parameters.CreateLike(), second = parameters.CreateLike();
        float[] before = Values(parameters), gradient = Values(gradients);
        int version = parameters.Version, stateVersion = first.Version;
        parameters.Update(new CountingRule(), gradients, first, second);
        parameters.Update(new CountingRule(), gradients, first, second);
        Assert.Equal(gradient.Select(static g => g + g), Values(first));
        Assert.Equal(gradient.Select(static g => (g * g) + (g * g)), Values(second));
        Assert.Equal(before.Zip(gradient, static (p, g) => p - g - g), Values(parameters));
        Assert.True(parameters.Version > version);
        Assert.True(first.Version > stateVersion);

        // A rule with states also runs without them.
        parameters.Update(new CountingRule(), gradients, null, null);
        Assert.Equal(before.Zip(gradient, static (p, g) => p - g - g - g), Values(parameters));
    }

    /// <summary>Padding between tensors and within panels is healed with the tensors. Generated layouts end with a cache line, as this one does.</summary>
    [Fact]
    public void SettingAllTensorsLeavesNothingOfWhatWasThere()
    {
        ParameterVector vector = new CpuParameterVector(TestLayouts.Odd(length: 416), (CpuDevice)Device.Cpu);
        vector.Scale(float.NaN);
        Assert.Equal(double.NaN, vector.Norm());
        foreach (TensorLayout tensor in vector.Layout.Tensors)
        {
            vector.SetTensor(tensor.Name, new float[tensor.Count]);
        }

        Assert.Equal(0.0, vector.Norm());
    }

    [Fact]
    public void DotGivesTheSameBitsAgain()
    {
        ParameterVector x = Random(3, seed: 1), y = Random(3, seed: 2);
        double first = x.Dot(y);
        for (int repetition = 0; repetition < 20; repetition++)
        {
            Assert.Equal(first, x.Dot(y));
        }
    }

    [Fact]
    public void OtherLayoutsAreRejected()
    {
        ParameterVector vector = Random(1, seed: 1);
        ParameterVector other = new CpuParameterVector(TestLayouts.Odd(), (CpuDevice)Device.Cpu);
        Assert.Throws<ArgumentException>("x", () => vector.Axpy(1f, other));
        Assert.Throws<ArgumentException>("other", () => vector.Dot(other));
        Assert.Throws<ArgumentNullException>("source", () => vector.CopyFrom(null!));
    }

    [Fact]
    public void StorageIsAligned()
    {
        for (int length = 1; length < 40; length++)
        {
            CpuParameterVector vector = new(TestLayouts.Long(length), (CpuDevice)Device.Cpu);
            nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref vector.Arena.First);
            Assert.Equal(0, address % 64);
        }
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-6 * (1.0 + Math.Abs(a));

    private static CpuParameterVector Random(int threads, ulong seed)
    {
        CpuParameterVector vector = new(Layout, CpuDevice.WithThreads(threads));
        vector.Initialize(seed);
        return vector;
    }

    private static float[] Values(ParameterVector vector)
    {
        float[] values = new float[vector.Length];
        vector.Read(values);
        return values;
    }

    /// <summary>parameter -= gradient; first += gradient; second += gradient squared.</summary>
    private readonly struct CountingRule : IUpdateRule
    {
        public void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
            where TSimd : struct, Simd.ISimd<TVector>
            where TVector : struct
        {
            parameter = TSimd.Subtract(parameter, gradient);
            first = TSimd.Add(first, gradient);
            second = TSimd.Add(second, TSimd.Multiply(gradient, gradient));
        }
    }
}
