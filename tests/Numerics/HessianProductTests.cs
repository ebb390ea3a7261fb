using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Numerics;

/// <summary>Exact Hessian-vector products of generated models against both oracles, and what must hold of them whatever the model.</summary>
[Trait("Category", "Numerics")]
public sealed class HessianProductTests
{
    /// <summary>
    /// A product goes through about three times as many ops as a gradient (whose tolerance is 2e-5), and each tensor's part is a sum of terms that are
    /// larger than the sum. A missing term is a hundred times as large.
    /// </summary>
    private const double Tolerance = 1e-4;

    /// <summary>What central differences leave of a zero: rounding of doubles over the step of the reference, 1e-16 / 1e-6, times a hundred for sums.</summary>
    private const double Zero = 1e-8;

    private const float Smoothing = 0.1f;

    public static TheoryData<string, string> ModelsOnDevices => TestMatrix.CurvedOnDevices;

    public static TheoryData<string, string> ModelsTwiceOnDevices => TestMatrix.CurvedTwiceOnDevices;

    public static TheoryData<string, string> ModelsOnCpus => TestMatrix.CurvedOnCpus;

    public static TheoryData<string, int, string> FixturesOffSimulator => TestMatrix.CurvedFixturesOffSimulator;

    [SkippableTheory]
    [MemberData(nameof(ModelsOnDevices))]
    public void ProductsAgreeWithTheReference(string modelName, string deviceName)
    {
        var modelCase = CurvedCases.Named(modelName);
        using var model = modelCase.CreateWithRecipe(maxBatch: 7, TestDevices.Get(deviceName));
        var direction = Direction(model, "direction");
        var result = model.Parameters.CreateLike();
        foreach (var batch in new[] { modelCase.LeastBatch, 7 })
        {
            var input = ValueRecipe.Input(model.Info, batch);
            var labels = ValueRecipe.Labels("labels", batch, model.Info.OutputSize);
            var expected = new ReferenceHessianProduct(modelCase.BuildReference(), direction).Compute(input, labels, Smoothing);

            model.HessianProduct(input, labels, direction, result);

            Approximately.Equal(expected.OutputTangent, model.OutputTangent, $"tangent of the output for a batch of {batch}", Tolerance);
            foreach (var (name, values) in expected.Products)
            {
                Approximately.Equal(values, Tensor(result, name, values.Length), $"product for {name}, a batch of {batch}", Tolerance, Zero);
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(FixturesOffSimulator))]
    public void ProductsAgreeWithPyTorch(string modelName, int batch, string deviceName)
    {
        using var model = CurvedCases.Named(modelName).CreateWithRecipe(batch, TestDevices.Get(deviceName));
        var fixture = new Fixture($"{modelName}.hessian.b{batch}");
        var result = model.Parameters.CreateLike();

        model.HessianProduct(
            ValueRecipe.Input(model.Info, batch),
            ValueRecipe.Labels("labels", batch, model.Info.OutputSize),
            Direction(model, "direction"),
            result);

        foreach (var tensor in model.Info.Tensors)
        {
            var expected = ValueRecipe.Widen(fixture[$"product.{tensor.Name}"]);
            Approximately.Equal(expected, Tensor(result, tensor.Name, expected.Length), $"product for {tensor.Name}", Tolerance);
        }
    }

    /// <summary>
    /// u H v = v H u, and H (2 u - 3 v) = 2 H u - 3 H v. It needs no oracle, only that both passes belong together. On GPUs it follows from the agreement with the
    /// reference, and takes the simulator minutes.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(ModelsOnCpus))]
    public void ProductsAreSymmetricAndLinear(string modelName, string deviceName)
    {
        using var model = CurvedCases.Named(modelName).CreateWithRecipe(5, TestDevices.Get(deviceName));
        ParameterVector u = Direction(model, "direction"), v = Direction(model, "another");
        ParameterVector ofU = Product(model, u), ofV = Product(model, v);
        var size = Math.Max(ofU.Norm(), ofV.Norm()) * Math.Max(u.Norm(), v.Norm());
        Assert.True(
            Math.Abs(u.Dot(ofV) - v.Dot(ofU)) <= Tolerance * size, $"u H v is {u.Dot(ofV)}, v H u is {v.Dot(ofU)}, largest possible {size}");

        u.Scale(2);
        u.Axpy(-3, v);
        var ofSum = Product(model, u);
        ofSum.Axpy(-2, ofU);
        ofSum.Axpy(3, ofV);
        Assert.True(ofSum.Norm() <= Tolerance * (2 * ofU.Norm() + 3 * ofV.Norm()), $"|H (2 u - 3 v) - 2 H u + 3 H v| is {ofSum.Norm()}");
    }

    [SkippableTheory]
    [MemberData(nameof(ModelsTwiceOnDevices))]
    public void TwoProductsAreTheSameBitsAndLeaveNoTrace(string modelName, string deviceName)
    {
        const int Batch = 5;
        using var model = CurvedCases.Named(modelName).CreateWithRecipe(Batch, TestDevices.Get(deviceName));
        var input = ValueRecipe.Input(model.Info, Batch);
        var outputGradient = ValueRecipe.Values("output_gradient", Batch * model.Info.OutputSize);
        var direction = Direction(model, "direction");
        ParameterVector first = model.Parameters.CreateLike(), second = model.Parameters.CreateLike(), gradients = model.Parameters.CreateLike();

        model.ForwardTraining(input);
        model.Backward(outputGradient);
        gradients.CopyFrom(model.Gradients);
        model.ForwardTangent(direction);
        model.BackwardTangent(outputGradient, first);
        model.ForwardTangent(direction);
        model.BackwardTangent(outputGradient, second);
        Assert.Equal(Bits(first), Bits(second));

        // The result is added to, as gradients are, and the gradient of the last backward pass can be taken again.
        model.BackwardTangent(outputGradient, second);
        second.Axpy(-2, first);
        Assert.True(second.Norm() <= 1e-6 * first.Norm());
        Assert.Equal(Bits(gradients), Bits(model.Gradients));
        model.Gradients.Clear();
        model.Backward(outputGradient);
        Assert.Equal(Bits(gradients), Bits(model.Gradients));
    }

    /// <summary>
    /// Differences of gradients approach the exact product: those to one side in proportion to the step, centred ones to its square. Steps of a sixteenth
    /// and more keep rounding (1e-7 / step of the gradient) far below either error.
    /// </summary>
    [Fact]
    public void DifferencesOfGradientsConvergeToTheProduct()
    {
        const int Batch = 5;
        using var model = CurvedCases.Named(nameof(Models.CurvedDiagonal)).CreateWithRecipe(Batch, Device.Cpu);
        var direction = Direction(model, "direction");
        direction.Scale((float)(1 / direction.Norm()));
        var exact = Product(model, direction);

        (double OneSided, double Centred) Errors(float step)
        {
            ParameterVector here = Gradient(model, direction, 0), ahead = Gradient(model, direction, step), behind = Gradient(model, direction, -step);
            behind.Scale(-1);
            behind.Axpy(1, ahead);
            behind.Scale(1 / (2 * step));
            behind.Axpy(-1, exact);
            ahead.Axpy(-1, here);
            ahead.Scale(1 / step);
            ahead.Axpy(-1, exact);
            return (ahead.Norm(), behind.Norm());
        }

        (double oneSided, double centred) = Errors(1f / 4);
        (double halfOneSided, double halfCentred) = Errors(1f / 8);
        Assert.InRange(oneSided / halfOneSided, 1.7, 2.3);
        Assert.InRange(centred / halfCentred, 3.4, 4.6);
    }

    private static ParameterVector Gradient(ITestModel model, ParameterVector direction, float distance)
    {
        const int Batch = 5;
        model.Parameters.Axpy(distance, direction);
        model.ForwardTraining(ValueRecipe.Input(model.Info, Batch));
        var outputGradient = new float[Batch * model.Info.OutputSize];
        var labels = ValueRecipe.Labels("labels", Batch, model.Info.OutputSize);
        new SoftmaxCrossEntropy(Smoothing).Evaluate(model.Output, Targets.FromLabels(labels), Batch, outputGradient);
        model.Gradients.Clear();
        model.Backward(outputGradient);
        model.Parameters.Axpy(-distance, direction);
        var gradient = model.Parameters.CreateLike();
        gradient.CopyFrom(model.Gradients);
        return gradient;
    }

    private static ParameterVector Product(ITestModel model, ParameterVector direction)
    {
        const int Batch = 5;
        var result = model.Parameters.CreateLike();
        model.HessianProduct(
            ValueRecipe.Input(model.Info, Batch), ValueRecipe.Labels("labels", Batch, model.Info.OutputSize), direction, result);
        return result;
    }

    /// <summary>Like initial values in size, so that every tensor counts.</summary>
    private static ParameterVector Direction(ITestModel model, string name)
    {
        var direction = model.Parameters.CreateLike();
        foreach (var tensor in model.Info.Tensors)
        {
            direction.SetKept(tensor.Name, ValueRecipe.Initial($"{name}.{tensor.Name}", tensor.Shape));
        }

        return direction;
    }

    private static float[] Tensor(ParameterVector vector, string name, int length)
    {
        var values = new float[length];
        vector.GetTensor(name, values);
        return values;
    }

    private static int[] Bits(ParameterVector vector)
    {
        var storage = new float[vector.Length];
        vector.Read(storage);
        return Array.ConvertAll(storage, BitConverter.SingleToInt32Bits);
    }
}
