namespace SparseGen.Tests.Runtime;

/// <summary>The largest absolute value tells whether all are finite, whatever their size and place.</summary>
public sealed class InfinityNormTests
{
    public static TheoryData<string> Devices => [.. TestDevices.All];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void IsExactAndTellsWhatIsNotFinite(string device)
    {
        var builder = new ParameterLayoutBuilder(20_000);
        builder.Add("a", [19_990], 0, TensorStorage.RowMajor, Initializer.Zeros);
        ParameterLayout layout = builder.Build();
        using var owner = new Training.NonFinite.TwoBlocks(1, TestDevices.Get(device), seed: 1);
        ParameterVector vector = TestDevices.Get(device) is CpuDevice cpu
            ? new CpuParameterVector(layout, cpu)
            : new SparseGen.Gpu.GpuParameterVector(layout, (SparseGen.Gpu.GpuDevice)TestDevices.Get(device));
        Assert.Equal(0, vector.InfinityNorm());
        foreach (int at in new[] { 0, 15, 16, 8191, 9995, 19_989 })
        {
            foreach (float value in new[] { -3e38f, float.MaxValue, 1e-45f, float.NegativeInfinity, float.PositiveInfinity, float.NaN, -float.NaN })
            {
                float[] values = new float[19_990];
                values[at] = value;
                values[5] = at == 5 ? value : -1e-45f;
                vector.SetTensor("a", values);
                Assert.Equal(MathF.Abs(value), vector.InfinityNorm());
            }
        }

        float[] both = new float[19_990];
        (both[3], both[19_000]) = (float.PositiveInfinity, float.NaN);
        vector.SetTensor("a", both);
        Assert.True(float.IsNaN(vector.InfinityNorm()));
    }
}
