using SparseGen.Tests.Models;

namespace SparseGen.Tests.Onnx;

/// <summary>Every model of the tests, and so every layer, through ONNX Runtime.</summary>
[Trait("Category", "Onnx")]
public sealed class OnnxOutputTests
{
    /// <summary>Norm of the difference over the norm of the output.</summary>
    private const double Tolerance = 1e-5;

    private static readonly ModelCase[] Cases = [.. ModelCases.All, .. CurvedCases.All.Where(static model => model.FixtureBatches.Count > 0)];

    public static TheoryData<string> Models => [.. Cases.Select(static model => model.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void OnnxRuntimeComputesTheSame(string modelName)
    {
        using var model = Cases.Single(model => model.Name == modelName).CreateWithRecipe(maxBatch: 3, Device.Cpu);
        using var run = new OnnxRun(model.SaveOnnx());
        foreach (var batch in new[] { 1, 3, 17 })
        {
            var input = ValueRecipe.Input(model.Info, batch);
            var expected = new float[batch * model.Info.OutputSize];
            model.Forward(input, expected);
            var actual = run.Forward(input, model.Info);

            double norm = Math.Sqrt(expected.Sum(static value => (double)value * value));
            double difference = Math.Sqrt(expected.Zip(actual, static (one, other) => (double)(one - other) * (one - other)).Sum());
            Assert.True(difference <= Tolerance * norm, $"The outputs of a batch of {batch} differ by {difference / norm:G3} of their norm.");
        }
    }

    public static TheoryData<string> Gpus => [.. TestDevices.Gpus];

    [SkippableTheory]
    [MemberData(nameof(Gpus))]
    public void AModelOnAGpuGivesTheSameFile(string deviceName)
    {
        using var model = ModelCases.Named(nameof(OddFamily)).CreateWithRecipe(maxBatch: 1, TestDevices.Get(deviceName));
        using var onCpu = ModelCases.Named(nameof(OddFamily)).CreateWithRecipe(maxBatch: 1, Device.Cpu);
        Assert.Equal(onCpu.SaveOnnx(), model.SaveOnnx());
    }

    [Theory]
    [InlineData(OnnxModel.LeastOpset)]
    [InlineData(OnnxModel.LastOpset)]
    public void OperatorsMeanTheSameInAllSets(int opset)
    {
        using var model = ModelCases.Named(nameof(TinyMonarch)).CreateWithRecipe(maxBatch: 1, Device.Cpu);
        using var run = new OnnxRun(model.SaveOnnx(new OnnxOptions { Opset = opset }));
        var input = ValueRecipe.Input(model.Info, 2);
        var expected = new float[2 * model.Info.OutputSize];
        model.Forward(input, expected);
        Approximately.Equal(ValueRecipe.Widen(expected), run.Forward(input, model.Info), "output");
    }

    [Fact]
    public void AModelThatOnlyInfersIsExportedToo()
    {
        using var model = new Served(1, Device.Cpu, seed: 3);
        using var stream = new MemoryStream();
        OnnxModel.Save(stream, model);
        using var run = new OnnxRun(stream.ToArray());
        var input = ValueRecipe.Values("input", 2 * Served.Info.InputSize);
        var expected = new float[2 * Served.Info.OutputSize];
        model.Forward(input, expected);
        Approximately.Equal(ValueRecipe.Widen(expected), run.Forward(input, Served.Info), "output");
    }

    [Fact]
    public void AnEmptyBatchHasAnEmptyOutput()
    {
        using var model = ModelCases.Named(nameof(ReluMlp)).CreateWithRecipe(maxBatch: 1, Device.Cpu);
        using var run = new OnnxRun(model.SaveOnnx());
        Assert.Empty(run.Forward([], model.Info));
    }
}
