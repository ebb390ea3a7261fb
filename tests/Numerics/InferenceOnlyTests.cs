using SparseGen.Tests.Models;

namespace SparseGen.Tests.Numerics;

/// <summary>A model declared with Training = false is the one that was trained, without what training needs.</summary>
[Trait("Category", "Numerics")]
public sealed class InferenceOnlyTests
{
    private const int MaxBatch = 5;

    public static TheoryData<string> Devices => [.. TestDevices.AllOfARelease];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void ItGivesTheBitsOfTheModelThatWasTrained(string deviceName)
    {
        Device device = TestDevices.Get(deviceName);
        using var trained = new BeforeServing(MaxBatch, device, seed: 3);
        float[] input = ValueRecipe.Values("input", MaxBatch * BeforeServing.Info.InputSize);
        var trainer = new Trainer<BeforeServing>(trained, new AdamW(learningRate: 1e-2f), new SoftmaxCrossEntropy());
        trainer.Step(input, [0, 1, 2, 3, 4]);

        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "trained.safetensors");
        Checkpoint.Save(path, trained);
        using var served = new Served(MaxBatch, device);
        Checkpoint.Load(path, served.Parameters);

        foreach (int batch in new[] { 1, 3, 2 * MaxBatch + 1 })
        {
            float[] samples = ValueRecipe.Values($"samples of {batch}", batch * BeforeServing.Info.InputSize);
            float[] expected = new float[batch * 5];
            float[] outputs = new float[batch * 5];
            trained.Forward(samples, expected);
            served.Forward(samples, outputs);
            Assert.Equal(expected, outputs);
        }
    }

    [Fact]
    public void ItSaysThatItCannotBeTrained()
    {
        Assert.False(Served.Info.HasTraining);
        Assert.True(BeforeServing.Info.HasTraining);
        Assert.Equal(BeforeServing.Info.Tensors.Select(static tensor => tensor.Name), Served.Info.Tensors.Select(static tensor => tensor.Name));
        Assert.DoesNotContain(typeof(Served).GetInterfaces(), static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IModel<>));
        Assert.Null(typeof(Served).GetProperty("Gradients"));
        Assert.Null(typeof(Served).GetMethod("Backward"));
    }

    [Fact]
    public void ItIsProbedAsAnyModel()
    {
        using var linear = new ServedLinear(1, seed: 3);
        double[,] matrix = EffectiveWeights.OfModel(linear);
        float[] weights = new float[6];
        linear.Parameters.GetTensor("head.weight", weights);
        Assert.Equal(weights.Select(static weight => (double)weight), matrix.Cast<double>());
    }
}
