namespace SparseGen.Tests.Numerics;

/// <summary>The tensors that are the view of the parameter arena at its boundary.</summary>
[Trait("Category", "Numerics")]
public sealed class ParameterTests
{
    public static TheoryData<string, string> ModelsOnDevices => TestMatrix.ModelsOnDevices;

    public static TheoryData<string> Models => [.. ModelCases.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void InfoListsTheTensorsOfTheReference(string modelName)
    {
        var modelCase = ModelCases.Named(modelName);
        var reference = modelCase.BuildReference();
        var info = modelCase.Info();
        Assert.Equal(
            reference.Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"),
            info.Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"));
        Assert.Equal(reference.Tensors.Sum(tensor => tensor.LearnedCount), info.ParameterCount);
        Assert.Equal(info.ParameterCount, info.Layers.Sum(layer => layer.ParameterCount));
        Assert.Equal(info.Macs, info.Layers.Sum(layer => layer.Macs));
        Assert.Equal(reference.InputSize, info.InputSize);
        Assert.Equal(reference.OutputSize, info.OutputSize);
    }

    [SkippableTheory]
    [MemberData(nameof(ModelsOnDevices))]
    public void TensorsComeBackAsTheyWereSet(string modelName, string deviceName)
    {
        using var model = ModelCases.Named(modelName).CreateWithRecipe(maxBatch: 1, TestDevices.Get(deviceName));
        foreach (var tensor in model.Info.Tensors)
        {
            var expected = KeptWeights.Of(model.Parameters, tensor.Name, ValueRecipe.Initial(tensor.Name, tensor.Shape));
            var actual = new float[expected.Length];
            model.Parameters.GetTensor(tensor.Name, actual);
            Assert.Equal(expected, actual);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(ModelsOnDevices))]
    public void NothingButTheTensorsCountsInSums(string modelName, string deviceName)
    {
        using var model = ModelCases.Named(modelName).CreateWithRecipe(maxBatch: 1, TestDevices.Get(deviceName));
        var expected = model.Info.Tensors
            .SelectMany(tensor => KeptWeights.Of(model.Parameters, tensor.Name, ValueRecipe.Initial(tensor.Name, tensor.Shape)))
            .Sum(value => (double)value * value);
        Assert.Equal(expected, model.Parameters.Dot(model.Parameters), tolerance: 1e-5 * expected);
        Assert.Equal(model.Info.ParameterCount, model.Parameters.Count);
    }

    [Fact]
    public void AnUnknownTensorIsNamed()
    {
        using var model = ModelCases.Named("PrimeMixer").Create(1, Device.Cpu, 0);
        var exception = Assert.ThrowsAny<ArgumentException>(() => model.Parameters.SetTensor("head.weigth", new float[10]));
        Assert.Contains("head.weigth", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongLengthIsNamedWithWhatWasExpected()
    {
        using var model = ModelCases.Named("PrimeMixer").Create(1, Device.Cpu, 0);
        var exception = Assert.ThrowsAny<ArgumentException>(() => model.Parameters.SetTensor("head.weight", new float[11]));
        Assert.Contains("11", exception.Message, StringComparison.Ordinal);
        Assert.Contains("10", exception.Message, StringComparison.Ordinal);
    }
}
