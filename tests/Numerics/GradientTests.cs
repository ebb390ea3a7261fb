namespace SparseGen.Tests.Numerics;

/// <summary>Gradients of generated models against both oracles.</summary>
[Trait("Category", "Numerics")]
public sealed class GradientTests
{
    public static TheoryData<string, string> ModelsOnDevices => TestMatrix.ModelsOnDevices;

    public static TheoryData<string, string> ModelsOnCpus => TestMatrix.ModelsOnCpus;

    public static TheoryData<string, int, string> FixturesOnDevices => TestMatrix.FixturesOnDevices;

    public static TheoryData<string, int, string> CurvedFixturesOnDevices => TestMatrix.CurvedFixturesOnDevices;

    [SkippableTheory]
    [MemberData(nameof(ModelsOnDevices))]
    public void GradientsAgreeWithTheReference(string modelName, string deviceName)
    {
        var modelCase = ModelCases.Named(modelName);
        using var model = modelCase.CreateWithRecipe(maxBatch: 7, TestDevices.Get(deviceName));
        foreach (var batch in new[] { modelCase.LeastBatch, 7 })
        {
            var input = ValueRecipe.Input(model.Info, batch);
            var outputGradient = ValueRecipe.Values("output_gradient", batch * model.Info.OutputSize);
            var reference = modelCase.BuildReference();
            reference.NoiseStep = (ulong)batch;
            var expected = reference.Backward(ValueRecipe.Widen(input), ValueRecipe.Widen(outputGradient));

            model.Gradients.Clear();
            model.NoiseStep = reference.NoiseStep;
            model.ForwardTraining(input);
            model.Backward(outputGradient);

            Approximately.Equal(expected.Output, model.Output, $"output for a batch of {batch}");
            foreach (var tensor in reference.Tensors)
            {
                Approximately.Equal(tensor.Gradients, Gradient(model, tensor.Name), $"gradient of {tensor.Name} for a batch of {batch}");
            }

            Approximately.Equal(expected.InputGradient, model.InputGradient, $"gradient of the input for a batch of {batch}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(FixturesOnDevices))]
    public void GradientsAgreeWithPyTorch(string modelName, int batch, string deviceName) =>
        AgreesWithPyTorch(ModelCases.Named(modelName), new Fixture($"{modelName}.b{batch}"), batch, deviceName);

    /// <summary>
    /// The models with fixtures of Hessian-vector products, which hold every layer, every kind of map and dropout: <see cref="Generation.CurvedCoverageTests"/>.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(CurvedFixturesOnDevices))]
    public void GradientsOfEveryLayerAgreeWithPyTorch(string modelName, int batch, string deviceName) =>
        AgreesWithPyTorch(CurvedCases.Named(modelName), new Fixture($"{modelName}.hessian.b{batch}"), batch, deviceName);

    [SkippableTheory]
    [MemberData(nameof(ModelsOnDevices))]
    public void BackwardAddsIntoTheGradients(string modelName, string deviceName)
    {
        using var model = ModelCases.Named(modelName).CreateWithRecipe(maxBatch: 4, TestDevices.Get(deviceName));
        var outputGradient = ValueRecipe.Values("output_gradient", 4 * model.Info.OutputSize);
        model.ForwardTraining(ValueRecipe.Input(model.Info, 4));
        model.Backward(outputGradient);
        var once = model.Info.Tensors.ToDictionary(tensor => tensor.Name, tensor => Gradient(model, tensor.Name));

        model.NoiseStep = 0;
        model.ForwardTraining(ValueRecipe.Input(model.Info, 4));
        model.Backward(outputGradient);

        foreach (var (name, gradient) in once)
        {
            Approximately.Equal(Array.ConvertAll(gradient, value => 2.0 * value), Gradient(model, name), $"twice the gradient of {name}");
        }
    }

    /// <summary>
    /// Central differences of the generated code itself along one random direction: sum of (dL/dp v) for L = sum of (output g).
    /// It needs no oracle, only that forward and backward belong together. On GPUs it follows from the agreement with the reference.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(ModelsOnCpus))]
    public void GradientsAgreeWithDifferencesAlongARandomDirection(string modelName, string deviceName)
    {
        // Single precision: a step that balances rounding (about 1e-7 / step) against curvature (about step^2).
        const float Step = 1f / 128;
        const int Batch = 5;
        using var model = ModelCases.Named(modelName).CreateWithRecipe(Batch, TestDevices.Get(deviceName));
        var input = ValueRecipe.Input(model.Info, Batch);
        var outputGradient = ValueRecipe.Values("output_gradient", Batch * model.Info.OutputSize);
        model.ForwardTraining(input);
        model.Backward(outputGradient);

        var direction = model.Parameters.CreateLike();
        foreach (var tensor in model.Info.Tensors)
        {
            // In proportion to the parameters' own size, so that every tensor counts.
            var size = tensor.Shape.Aggregate(1, (product, extent) => product * extent);
            var scale = 0.2f / MathF.Sqrt(Math.Max(1, size));
            direction.SetKept(tensor.Name, Array.ConvertAll(ValueRecipe.Values($"direction.{tensor.Name}", size), u => u * scale));
        }

        var slope = model.Gradients.Dot(direction);
        double Loss()
        {
            model.NoiseStep = 0;
            model.ForwardTraining(input);
            double sum = 0;
            for (var i = 0; i < outputGradient.Length; i++)
            {
                sum += (double)model.Output[i] * outputGradient[i];
            }

            return sum;
        }

        model.Parameters.Axpy(Step, direction);
        var ahead = Loss();
        model.Parameters.Axpy(-2 * Step, direction);
        var behind = Loss();

        var difference = (ahead - behind) / (2 * Step);
        var scaleOfSlope = model.Gradients.Norm() * direction.Norm();
        Assert.True(
            Math.Abs(slope - difference) <= 2e-3 * scaleOfSlope,
            $"slope {slope}, difference quotient {difference}, largest possible slope {scaleOfSlope}");
    }

    /// <summary>Output of training, gradients and the gradient of the input, in noise step 0.</summary>
    private static void AgreesWithPyTorch(ModelCase modelCase, Fixture fixture, int batch, string deviceName)
    {
        using var model = modelCase.CreateWithRecipe(batch, TestDevices.Get(deviceName));

        model.ForwardTraining(ValueRecipe.Input(model.Info, batch));
        model.Backward(ValueRecipe.Values("output_gradient", batch * model.Info.OutputSize));

        Approximately.Equal(ValueRecipe.Widen(fixture["output"]), model.Output, "output");
        foreach (var tensor in model.Info.Tensors)
        {
            Approximately.Equal(
                ValueRecipe.Widen(fixture[$"gradient.{tensor.Name}"]), Gradient(model, tensor.Name), $"gradient of {tensor.Name}");
        }

        Approximately.Equal(ValueRecipe.Widen(fixture["input_gradient"]), model.InputGradient, "gradient of the input");
    }

    private static float[] Gradient(ITestModel model, string name)
    {
        var shape = model.Info.Tensors.Single(tensor => tensor.Name == name).Shape;
        var gradient = new float[shape.Aggregate(1, (product, size) => product * size)];
        model.Gradients.GetTensor(name, gradient);
        return gradient;
    }
}
