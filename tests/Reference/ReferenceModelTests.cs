using MathNet.Numerics.Random;

namespace SparseGen.Tests.Reference;

/// <summary>The oracle itself: against PyTorch, and against differences of its own outputs.</summary>
public sealed class ReferenceModelTests
{
    public static TheoryData<string> Models => [.. ModelCases.All.Select(model => model.Name)];

    public static TheoryData<string, int> Fixtures
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var (model, batch) in ModelCases.All.SelectMany(model => model.FixtureBatches.Select(batch => (model.Name, batch))))
            {
                data.Add(model, batch);
            }

            return data;
        }
    }

    [Fact]
    public void TheRecipeGivesTheNumbersOfTheFixtures()
    {
        var fixture = new Fixture("recipe");
        Assert.Equal(fixture["input"], ValueRecipe.Values("input", 16));
        Assert.All(
            ["head.weight", "norm.weight", "head.bias"],
            name => Assert.Equal(fixture[name], ValueRecipe.Initial(name, fixture.Shape(name))));
        Assert.Equal(fixture["labels"], Array.ConvertAll(ValueRecipe.Labels("labels", 16, 7), label => (float)label));
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void OutputsAndGradientsAgreeWithPyTorch(string modelName, int batch)
    {
        // The fixtures were computed in double precision and rounded once.
        const double Tolerance = 1e-6;
        var fixture = new Fixture($"{modelName}.b{batch}");
        var reference = ModelCases.Named(modelName).BuildReference();
        var (output, inputGradient) = reference.Backward(
            ValueRecipe.Widen(ValueRecipe.Values("input", batch * reference.InputSize)),
            ValueRecipe.Widen(ValueRecipe.Values("output_gradient", batch * reference.OutputSize)));

        Approximately.Equal(output, fixture["output"], "output", Tolerance);
        Approximately.Equal(inputGradient, fixture["input_gradient"], "gradient of the input", Tolerance);
        Assert.Equal(
            fixture.Names.Order(StringComparer.Ordinal),
            reference.Tensors.Select(tensor => $"gradient.{tensor.Name}").Append("output").Append("input_gradient").Order(StringComparer.Ordinal));
        foreach (var tensor in reference.Tensors)
        {
            Assert.Equal(fixture.Shape($"gradient.{tensor.Name}"), tensor.Shape);
            Approximately.Equal(tensor.Gradients, fixture[$"gradient.{tensor.Name}"], $"gradient of {tensor.Name}", Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void GradientsAgreeWithDifferencesAlongARandomDirection(string modelName)
    {
        // So small that no maximum and no ReLU changes sides between the two ends; what is left of the digits, some 1e-8, is enough.
        const double Step = 1e-6;
        var modelCase = ModelCases.Named(modelName);
        CheckAlongARandomDirection(modelCase.BuildReference(), Math.Max(2, modelCase.LeastBatch), Step, modelCase.Info());
    }

    [Theory]
    [InlineData(ActivationKind.Gelu)]
    [InlineData(ActivationKind.GeluTanh)]
    [InlineData(ActivationKind.Relu)]
    [InlineData(ActivationKind.SquaredRelu)]
    [InlineData(ActivationKind.Silu)]
    [InlineData(ActivationKind.Sigmoid)]
    [InlineData(ActivationKind.Tanh)]
    [InlineData(ActivationKind.LeakyRelu)]
    [InlineData(ActivationKind.HardTanh)]
    [InlineData(ActivationKind.Softplus)]
    [InlineData(ActivationKind.Softmax)]
    public void ATokenLinearMapWithActivationHasTheRightGradients(ActivationKind kind)
    {
        var reference = ReferenceModelBuilder.Sequence(5, 3).TokenLinear(7, name: "up").Activation(kind)
            .TokenLinear(2, bias: false, name: "down").Build();
        foreach (var tensor in reference.Tensors)
        {
            ValueRecipe.Widen(ValueRecipe.Initial(tensor.Name, tensor.Shape)).CopyTo(tensor.Values, 0);
        }

        CheckAlongARandomDirection(reference, batch: 3, step: 1e-5);
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0, 0.8413447460685429)]
    [InlineData(-1.0, -0.15865525393145707)]
    [InlineData(-6.0, -5.919525870226207e-9)]
    public void ExactGeluHasItsTabulatedValues(double x, double expected) =>
        Assert.Equal(expected, ReferenceActivation.Value(ActivationKind.Gelu, x), tolerance: 1e-12 * Math.Abs(expected));

    private static void CheckAlongARandomDirection(ReferenceModel reference, int batch, double step, ModelInfo? info = null)
    {
        var random = new MersenneTwister(1);
        double[] Draw(int count) => [.. random.NextDoubles(count).Select(u => 2 * u - 1)];

        double[] input = Draw(batch * reference.InputSize), outputGradient = Draw(batch * reference.OutputSize);
        if (info is { Categories.IsEmpty: false })
        {
            // A step is far from moving a category to the next.
            input = ValueRecipe.Widen(ValueRecipe.Input(info, batch));
        }

        var inputGradient = reference.Backward(input, outputGradient).InputGradient;
        var inputDirection = Draw(input.Length);
        var directions = reference.Tensors.ToDictionary(tensor => tensor, tensor => Draw(tensor.Values.Length));
        var slope = Dot(inputGradient, inputDirection) + directions.Sum(pair => Dot(pair.Key.Gradients, pair.Value));

        double LossAt(double distance)
        {
            foreach (var (tensor, direction) in directions)
            {
                Move(tensor.Values, direction, distance);
            }

            double[] moved = [.. input];
            Move(moved, inputDirection, distance);

            // A pass of training: dropout is part of the function, with the same masks at both ends.
            var loss = Dot(reference.Backward(moved, outputGradient).Output, outputGradient);
            foreach (var (tensor, direction) in directions)
            {
                Move(tensor.Values, direction, -distance);
            }

            return loss;
        }

        var difference = (LossAt(step) - LossAt(-step)) / (2 * step);
        Assert.Equal(difference, slope, tolerance: 1e-6 * Math.Max(1, Math.Abs(difference)));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static void Move(double[] values, double[] direction, double distance)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] += distance * direction[i];
        }
    }
}
