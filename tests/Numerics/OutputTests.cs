namespace SparseGen.Tests.Numerics;

/// <summary>Outputs of generated models against both oracles.</summary>
[Trait("Category", "Numerics")]
public sealed class OutputTests
{
    public static TheoryData<string, string> ModelsOnDevices => TestMatrix.ModelsOnDevices;

    public static TheoryData<string, int, string> FixturesOnDevices => TestMatrix.FixturesOnDevices;

    [SkippableTheory]
    [MemberData(nameof(ModelsOnDevices))]
    public void InferenceAgreesWithTheReference(string modelName, string deviceName)
    {
        var modelCase = ModelCases.Named(modelName);
        using var model = modelCase.CreateWithRecipe(maxBatch: 7, TestDevices.Get(deviceName));
        foreach (var batch in new[] { 1, 7 })
        {
            var input = ValueRecipe.Input(model.Info, batch);
            var output = new float[batch * model.Info.OutputSize];
            model.Forward(input, output);
            Approximately.Equal(modelCase.BuildReference().Forward(ValueRecipe.Widen(input)), output, $"output for a batch of {batch}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(FixturesOnDevices))]
    public void OutputsAgreeWithPyTorch(string modelName, int batch, string deviceName)
    {
        using var model = ModelCases.Named(modelName).CreateWithRecipe(batch, TestDevices.Get(deviceName));
        var expected = ValueRecipe.Widen(new Fixture($"{modelName}.b{batch}")["output"]);
        var input = ValueRecipe.Input(model.Info, batch);
        var output = new float[expected.Length];

        model.Forward(input, output);
        Approximately.Equal(expected, output, "output of inference");

        model.ForwardTraining(input);
        Approximately.Equal(expected, model.Output, "output of training");
    }

    [SkippableTheory]
    [MemberData(nameof(ModelsOnDevices))]
    public void BatchesLargerThanTheBuffersRunInPieces(string modelName, string deviceName)
    {
        const int MaxBatch = 3, Batch = 11;
        var modelCase = ModelCases.Named(modelName);
        using var model = modelCase.CreateWithRecipe(MaxBatch, TestDevices.Get(deviceName));
        var input = ValueRecipe.Input(model.Info, Batch);
        var output = new float[Batch * model.Info.OutputSize];
        model.Forward(input, output);
        Approximately.Equal(modelCase.BuildReference().Forward(ValueRecipe.Widen(input)), output, "output in pieces");
    }

    [SkippableTheory]
    [MemberData(nameof(ModelsOnDevices))]
    public void InferenceSeesChangedParameters(string modelName, string deviceName)
    {
        var modelCase = ModelCases.Named(modelName);
        using var model = modelCase.CreateWithRecipe(maxBatch: 2, TestDevices.Get(deviceName));
        var reference = modelCase.BuildReference();
        var input = ValueRecipe.Input(model.Info, 2);
        var output = new float[2 * model.Info.OutputSize];
        model.Forward(input, output);

        foreach (var tensor in reference.Tensors)
        {
            var changed = ValueRecipe.Initial($"changed.{tensor.Name}", tensor.Shape);
            model.Parameters.SetKept(tensor.Name, changed);
            ValueRecipe.Widen(changed).CopyTo(tensor.Values, 0);
        }

        model.Forward(input, output);
        Approximately.Equal(reference.Forward(ValueRecipe.Widen(input)), output, "output after the change");
    }
}
