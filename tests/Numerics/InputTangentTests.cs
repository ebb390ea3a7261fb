using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Numerics;

/// <summary>Tangents along directions of the input, against what backward passes and differences say.</summary>
[Trait("Category", "Numerics")]
public sealed class InputTangentTests
{
    /// <summary>Single precision on both sides: the rows of the Jacobian by backward passes, their products with the direction by tangents.</summary>
    private const double Tolerance = 1e-5;

    private static readonly Dictionary<string, Func<int, Device, ITestModel>> Models = new(StringComparer.Ordinal)
    {
        [nameof(MovedPerceptron)] = Make<MovedPerceptron>,
        [nameof(MovedMixer)] = Make<MovedMixer>,
        [nameof(MovedLoop)] = Make<MovedLoop>,
        [nameof(MovedConvolution)] = Make<MovedConvolution>,
        [nameof(MovedCategories)] = Make<MovedCategories>,
        [nameof(MovedNothing)] = Make<MovedNothing>,
    };

    /// <summary>(model, device); on OpenCL, whose driver takes half a second for a kernel, the one with most kinds of ops.</summary>
    public static TheoryData<string, string> ModelsOnDevices
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var device in TestDevices.AllOfARelease)
            {
                foreach (var model in Models.Keys.Where(model => device != "opencl" || model == nameof(MovedMixer)))
                {
                    data.Add(model, device);
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(ModelsOnDevices))]
    public void TheTangentIsTheJacobianTimesTheDirection(string modelName, string deviceName)
    {
        using var model = Models[modelName](8, TestDevices.Get(deviceName));
        (int inputs, int outputs) = (model.Info.InputSize, model.Info.OutputSize);
        var still = model.Parameters.CreateLike();
        foreach (var batch in new[] { 1, 3, 8 })
        {
            var input = ValueRecipe.Input(model.Info, batch);
            var direction = ValueRecipe.Values("moved", batch * inputs);
            var expected = new double[batch * outputs];
            model.ForwardTraining(input);
            for (var output = 0; output < outputs; output++)
            {
                var units = new float[batch * outputs];
                for (var sample = 0; sample < batch; sample++)
                {
                    units[(sample * outputs) + output] = 1;
                }

                model.Backward(units);
                var rows = model.InputGradient.ToArray();
                for (var at = 0; at < rows.Length; at++)
                {
                    expected[(at / inputs * outputs) + output] += (double)rows[at] * direction[at];
                }
            }

            model.ForwardTangent(still, direction);
            Approximately.Equal(expected, model.OutputTangent, $"tangent for a batch of {batch}", Tolerance, 1e-6);
            Assert.Equal(modelName == nameof(MovedNothing), expected.All(static value => value == 0));

            // Both directions at once are the sum of both; and what moved before does not move any more.
            var ofInput = model.OutputTangent.ToArray();
            var parameters = model.Parameters.CreateLike();
            parameters.CopyFrom(model.Parameters);
            model.ForwardTangent(parameters);
            var ofParameters = model.OutputTangent.ToArray();
            model.ForwardTangent(parameters, direction);
            Approximately.Equal([.. ofInput.Zip(ofParameters, static (one, other) => (double)one + other)], model.OutputTangent, "tangent along both", Tolerance, 1e-6);
            model.ForwardTangent(parameters);
            Assert.Equal(ofParameters, model.OutputTangent.ToArray());
        }
    }

    /// <summary>The second half: how gradients of parameters change where the input moves, against centred differences, whose error falls with the square of the step.</summary>
    [Theory]
    [InlineData(nameof(MovedPerceptron))]
    [InlineData(nameof(MovedMixer))]
    [InlineData(nameof(MovedLoop))]
    public void GradientsChangeWithTheInput(string modelName)
    {
        const int Batch = 3;
        using var model = Models[modelName](Batch, Device.Cpu);
        float[] input = ValueRecipe.Input(model.Info, Batch), direction = ValueRecipe.Values("moved", input.Length);
        float[] outputGradient = ValueRecipe.Values("output_gradient", Batch * model.Info.OutputSize);
        ParameterVector exact = model.Parameters.CreateLike();
        model.ForwardTraining(input);
        model.Backward(outputGradient);
        model.ForwardTangent(model.Parameters.CreateLike(), direction);
        model.BackwardTangent(new float[outputGradient.Length], exact);
        Assert.True(exact.Norm() > 0.01, $"The gradients change by {exact.Norm()}.");
        (double whole, double half) = (Error(1f / 64), Error(1f / 128));
        Assert.InRange(half, 0, 2e-3);
        Assert.InRange(whole / half, 3.4, 4.6);

        double Error(float step)
        {
            ParameterVector ahead = Gradient(step), behind = Gradient(-step);
            ahead.Axpy(-1, behind);
            ahead.Scale(1 / (2 * step));
            ahead.Axpy(-1, exact);
            return ahead.Norm() / exact.Norm();
        }

        ParameterVector Gradient(float step)
        {
            model.Gradients.Clear();
            model.ForwardTraining([.. input.Zip(direction, (value, way) => value + (step * way))]);
            model.Backward(outputGradient);
            var gradient = model.Parameters.CreateLike();
            gradient.CopyFrom(model.Gradients);
            return gradient;
        }
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        using var model = new MovedPerceptron(4);
        var still = model.Parameters.CreateLike();
        Assert.Contains("needs a ForwardTraining", Assert.Throws<InvalidOperationException>(() => model.ForwardTangent(still, new float[13])).Message, StringComparison.Ordinal);
        model.ForwardTraining(new float[26]);
        Assert.Contains("there was no Backward", Assert.Throws<InvalidOperationException>(() => model.ForwardTangent(still, new float[26])).Message, StringComparison.Ordinal);
        model.Backward(new float[6]);
        Assert.Equal("inputDirection", Assert.Throws<ArgumentException>(() => model.ForwardTangent(still, new float[13])).ParamName);
        using var other = new MovedMixer(1);
        Assert.Equal("direction", Assert.Throws<ArgumentException>(() => model.ForwardTangent(other.Parameters, new float[26])).ParamName);

        using var curved = new CurvedMlp(1);
        IModel<CurvedMlp> untapped = curved;
        Assert.Contains(
            "CurvedMlp has no tangents of its input; declare it with [Model(HessianProducts = true, Taps = true)]",
            Assert.Throws<NotSupportedException>(() => untapped.ForwardTangent(curved.Parameters.CreateLike(), new float[37])).Message,
            StringComparison.Ordinal);
    }

    private static TestModel<TModel> Make<TModel>(int maxBatch, Device device)
        where TModel : class, IModel<TModel>
    {
        var model = TModel.Create(maxBatch, device, 0);
        foreach (var tensor in TModel.Info.Tensors)
        {
            model.Parameters.SetKept(tensor.Name, ValueRecipe.Initial(tensor.Name, tensor.Shape));
        }

        return new TestModel<TModel>(model);
    }
}
