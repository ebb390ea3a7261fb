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
        // 13 samples are no whole share of any team's. The simulator has no team, and runs groups of threads one after another, a sample in some, in a time of its own.
        var (batch, steps) = deviceName == "simulator" ? (5, 2) : (13, 3);
        using var model = ModelCases.Named(modelName).Create(batch, TestDevices.Get(deviceName), seed);
        var losses = new float[steps];
        for (var step = 0; step < steps; step++)
        {
            losses[step] = model.Step(
                ValueRecipe.Input(model.Info, batch, $"step.{step}"),
                ValueRecipe.Labels($"labels.{step}", batch, model.Info.OutputSize));
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
