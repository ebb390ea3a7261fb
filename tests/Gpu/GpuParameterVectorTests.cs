namespace SparseGen.Tests.Gpu;

/// <summary>The operations of parameter vectors on GPUs, against the CPU or plain loops.</summary>
[Trait("Category", "Gpu")]
public sealed class GpuParameterVectorTests
{
    private static readonly ParameterLayout Layout = CreateLayout();

    public static TheoryData<string> Devices => [.. TestDevices.Gpus];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TensorsComeBackInTheOrderOfPyTorch(string deviceName)
    {
        var vector = new SparseGen.Gpu.GpuParameterVector(Layout, Get(deviceName));
        float[] weights = Values(37 * 19, seed: 1);
        float[] bias = Values(37, seed: 2);
        vector.SetTensor("weight", weights);
        vector.SetTensor("bias", bias);
        Assert.Equal(weights, GetTensor(vector, "weight", weights.Length));
        Assert.Equal(bias, GetTensor(vector, "bias", bias.Length));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void ArithmeticIsThatOfTheCpu(string deviceName)
    {
        var cpu = (x: OnCpu(1), y: OnCpu(2));
        var gpu = (x: On(deviceName, 1), y: On(deviceName, 2));
        foreach (var (x, y) in new[] { cpu, gpu })
        {
            x.Axpy(-0.75f, y);
            x.Scale(1.5f);
            x.Axpy(2f, x);
        }

        // A GPU may round a product and a sum once.
        AssertClose(Storage(cpu.x), Storage(gpu.x), 1e-6f);
        gpu.x.CopyFrom(gpu.y);
        Assert.Equal(Storage(cpu.y), Storage(gpu.x));
        gpu.x.Clear();
        Assert.All(Storage(gpu.x), value => Assert.Equal(0f, value));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void DotIsExactToTheRoundingOfItsProductsAndAlwaysTheSame(string deviceName)
    {
        var x = On(deviceName, 3);
        var y = On(deviceName, 4);
        float[] a = Storage(x);
        float[] b = Storage(y);
        double expected = 0;
        double size = 0;
        for (int i = 0; i < a.Length; i++)
        {
            expected += (double)a[i] * b[i];
            size += Math.Abs((double)a[i] * b[i]);
        }

        double dot = x.Dot(y);
        Assert.Equal(expected, dot, tolerance: 1e-7 * size);
        Assert.Equal(dot, x.Dot(y));
        Assert.Equal(Math.Sqrt(a.Sum(value => (double)value * value)), x.Norm(), tolerance: 1e-6);
    }

    [SkippableTheory]
    [InlineData("simulator")]
    [InlineData("opencl")]
    [InlineData("cuda")]
    public void DotKeepsSmallTermsBesideALargeOne(string deviceName)
    {
        // One thread of the kernel gets the large term and then hundreds of small ones, each below half a unit in its last place.
        const int length = 1 << 18;
        var builder = new ParameterLayoutBuilder(length);
        builder.Add("values", [length], 0, TensorStorage.RowMajor, Initializer.Zeros);
        var vector = new SparseGen.Gpu.GpuParameterVector(builder.Build(), Get(deviceName));
        float[] values = new float[length];
        Array.Fill(values, 1f / 64);
        values[0] = 1024f;
        vector.SetTensor("values", values);
        Assert.Equal((1024.0 * 1024) + ((length - 1) / 4096.0), vector.Dot(vector), tolerance: 0.02);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void UpdateRulesGiveWhatTheCpuGives(string deviceName)
    {
        var rule = new MomentumRule(rate: 0.1f, decay: 0.9f);
        var cpu = new[] { OnCpu(1), OnCpu(2), OnCpu(3), OnCpu(4) };
        var gpu = new[] { On(deviceName, 1), On(deviceName, 2), On(deviceName, 3), On(deviceName, 4) };
        foreach (var vectors in new[] { cpu, gpu })
        {
            int version = vectors[0].Version;
            vectors[0].Update(rule, vectors[1], vectors[2], vectors[3]);
            vectors[0].Update(rule, vectors[1], vectors[2], null);
            vectors[0].Update(rule, vectors[1], null, vectors[3]);
            vectors[0].Update(rule, vectors[1], null, null);
            Assert.Equal(version + 4, vectors[0].Version);
        }

        for (int i = 0; i < cpu.Length; i++)
        {
            AssertClose(Storage(cpu[i]), Storage(gpu[i]), 1e-4f);
        }
    }

    [SkippableFact]
    public void VectorsOfAnotherDeviceAreRefused()
    {
        var here = On("simulator", 1);
        Assert.Contains("CPU", Assert.Throws<ArgumentException>(() => here.Axpy(1f, OnCpu(1))).Message, StringComparison.Ordinal);
        var there = On("opencl", 1);
        Assert.Contains("OpenCL 0", Assert.Throws<ArgumentException>(() => here.CopyFrom(there)).Message, StringComparison.Ordinal);
    }

    private static ParameterLayout CreateLayout()
    {
        // 19 rows in two panels of 32 columns, of which 27 columns are padding; more floats than one sweep of the simulator's threads.
        var builder = new ParameterLayoutBuilder((2 * 19 * 32) + 48);
        builder.Add("weight", [37, 19], 0, TensorStorage.Panels(19, 37), Initializer.Normal(1));
        builder.Add("bias", [37], 2 * 19 * 32, TensorStorage.RowMajor, Initializer.Normal(1));
        return builder.Build();
    }

    private static SparseGen.Gpu.GpuDevice Get(string name) => (SparseGen.Gpu.GpuDevice)TestDevices.Get(name);

    private static ParameterVector On(string device, ulong seed) => Filled(new SparseGen.Gpu.GpuParameterVector(Layout, Get(device)), seed);

    private static ParameterVector OnCpu(ulong seed) => Filled(new CpuParameterVector(Layout, (CpuDevice)Device.Cpu), seed);

    private static ParameterVector Filled(ParameterVector vector, ulong seed)
    {
        vector.Initialize(seed);
        return vector;
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static float[] GetTensor(ParameterVector vector, string name, int count)
    {
        float[] values = new float[count];
        vector.GetTensor(name, values);
        return values;
    }

    private static float[] Storage(ParameterVector vector)
    {
        float[] values = new float[vector.Length];
        vector.Read(values);
        return values;
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])),
                $"Element {i} is {actual[i]}; expected {expected[i]}.");
        }
    }
}
