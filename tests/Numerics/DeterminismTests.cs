namespace SparseGen.Tests.Numerics;

/// <summary>Same seed, same device, same thread count: same bits.</summary>
[Trait("Category", "Numerics")]
public sealed class DeterminismTests
{
    public static TheoryData<string, string> ModelsOnDevices => TestMatrix.ModelsOnDevices;

    public static TheoryData<string> Devices => [.. TestDevices.All];

    [SkippableTheory]
    [MemberData(nameof(ModelsOnDevices))]
    public void TwoRunsGiveTheSameBits(string modelName, string deviceName)
    {
        var first = Run(modelName, deviceName, seed: 11);
        var second = Run(modelName, deviceName, seed: 11);
        Assert.Equal(first.Losses, second.Losses);
        Assert.Equal(first.Parameters, second.Parameters);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void AnotherSeedGivesOtherParameters(string deviceName)
    {
        var first = Run("PrimeMixer", deviceName, seed: 11);
        var second = Run("PrimeMixer", deviceName, seed: 12);
        Assert.NotEqual(first.Parameters, second.Parameters);
    }

    private static (float[] Losses, float[] Parameters) Run(string modelName, string deviceName, ulong seed)
    {
        const int Batch = 13, Steps = 3;
        using var model = ModelCases.Named(modelName).Create(Batch, TestDevices.Get(deviceName), seed);
        var losses = new float[Steps];
        for (var step = 0; step < Steps; step++)
        {
            losses[step] = model.Step(
                ValueRecipe.Values($"step.{step}", Batch * model.Info.InputSize),
                ValueRecipe.Labels($"labels.{step}", Batch, model.Info.OutputSize));
        }

        List<float> parameters = [];
        foreach (var tensor in model.Info.Tensors)
        {
            var values = new float[tensor.Shape.Aggregate(1, (product, size) => product * size)];
            model.Parameters.GetTensor(tensor.Name, values);
            parameters.AddRange(values);
        }

        return (losses, [.. parameters]);
    }
}
