using MathNet.Numerics.LinearAlgebra;
using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Products of the Jacobian by the input with a vector, by tangents, against its rows by backward passes.</summary>
public sealed class InputDirectionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void TheProductIsThatOfTheRows(int maxBatch)
    {
        using (var mixer = new MovedMixer(maxBatch, seed: 2))
        {
            AssertProduct(mixer, 24);
        }

        using var loops = new TappedLoops(maxBatch, seed: 3);
        AssertProduct(loops, 12);
    }

    [Fact]
    public void GradientsStayAndWrongArgumentsAreNamed()
    {
        using var model = new MovedMixer(2, seed: 1);
        model.Gradients.SetTensor("head.bias", [1, 2, 3]);
        ModelJacobian.AlongInput(model, ModelJacobianTests.Sample(24, 1), ModelJacobianTests.Sample(24, 2));
        Assert.Equal(Math.Sqrt(14), model.Gradients.Norm(), 1e-6);
        const string Length = "direction has 23 numbers; expected 24, as a sample of MovedMixer";
        Refused<ArgumentException>("direction", Length, () => ModelJacobian.AlongInput(model, new float[24], new float[23]));
        Refused<ArgumentException>("direction", "expected finite numbers", () => ModelJacobian.AlongInput(model, new float[24], [.. Enumerable.Repeat(float.NaN, 24)]));
        Refused<ArgumentException>("input", "input has 48 numbers; expected 24, one sample", () => ModelJacobian.AlongInput(model, new float[48], new float[24]));
        using var untapped = new UntappedLoops(1, seed: 1);
        Assert.Contains(
            "UntappedLoops has no tangents of its input; declare it with [Model(HessianProducts = true, Taps = true)]",
            Assert.Throws<NotSupportedException>(() => ModelJacobian.AlongInput(untapped, new float[12], new float[12])).Message,
            StringComparison.Ordinal);
    }

    private static void AssertProduct<TModel>(TModel model, int inputs)
        where TModel : class, IModel<TModel>
    {
        foreach (string name in InitialValues.Weights(model.Parameters))
        {
            InitialValues.Scaled(model.Parameters, name, seed: 7);
        }

        float[] input = ModelJacobianTests.Sample(inputs, 5), direction = ModelJacobianTests.Sample(inputs, 6);
        Matrix<double> jacobian = Matrix<double>.Build.DenseOfArray(ModelJacobian.OfInput(model, input));
        Vector<double> expected = jacobian * Vector<double>.Build.DenseOfArray(Array.ConvertAll(direction, static value => (double)value));
        Vector<double> found = Vector<double>.Build.DenseOfArray(ModelJacobian.AlongInput(model, input, direction));
        Assert.True(expected.L2Norm() > 0.01);
        Assert.InRange((found - expected).L2Norm(), 0, 4e-6 * jacobian.FrobeniusNorm() * Math.Sqrt(inputs));
    }
}
