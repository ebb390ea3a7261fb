using MathNet.Numerics.LinearAlgebra;
using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Jacobians and tangent kernels of models: against products of matrices, against differences, and that gradients stay.</summary>
public sealed class ModelJacobianTests
{
    /// <summary>Single precision: seven digits, a few lost in sums of nine.</summary>
    private const double Single = 2e-6;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void TheInputJacobianIsTheProductOfItsMatrices(int maxBatch)
    {
        using TanhPerceptron model = Create(maxBatch, seed: 3);
        float[] input = Sample(7, 1);
        Matrix<double> first = Read(model, "first.weight", 9, 7), last = Read(model, "last.weight", 4, 9);
        Vector<double> hidden = first * Vector<double>.Build.DenseOfArray(Array.ConvertAll(input, value => (double)value));
        float[] bias = new float[9];
        model.Parameters.GetTensor("first.bias", bias);
        Matrix<double> expected = last * Matrix<double>.Build.DenseOfDiagonalArray([.. hidden.Select((value, i) => 1 - Math.Pow(Math.Tanh(value + bias[i]), 2))]) * first;
        Matrix<double> found = Matrix<double>.Build.DenseOfArray(ModelJacobian.OfInput(model, input));
        Assert.True(expected.FrobeniusNorm() > 0.1);
        Assert.InRange((found - expected).FrobeniusNorm(), 0, Single * expected.FrobeniusNorm());
        double[] singular = ModelJacobian.SingularValues(found.ToArray());
        Assert.Equal(singular.OrderDescending(), singular);
        Assert.Equal(found.FrobeniusNorm(), Math.Sqrt(singular.Sum(value => value * value)), 1e-9);
    }

    /// <summary>The head's own Jacobian is the identity, that behind the pool the head's weight, and the chain through the patches, whose map is linear, is the whole.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void JacobiansOfLayersAreAChain(int maxBatch)
    {
        using var model = new TappedMixer(maxBatch, seed: 4);
        foreach (string name in InitialValues.Weights(model.Parameters))
        {
            InitialValues.Scaled(model.Parameters, name, seed: 7);
        }

        float[] input = Sample(24, 5), stem = new float[20], head = new float[15];
        model.Parameters.GetTensor("stem.proj.weight", stem);
        model.Parameters.GetTensor("head.weight", head);
        IReadOnlyList<double[,]> jacobians = ModelJacobian.OfLayers(model, input, ["stem", "blocks.1", "pool", "head"]);
        Assert.Equal([3 * 30, 3 * 30, 3 * 5, 3 * 3], jacobians.Select(jacobian => jacobian.Length));
        Assert.Equal(Matrix<double>.Build.DenseIdentity(3), Matrix<double>.Build.DenseOfArray(jacobians[3]));
        AssertClose(Matrix<double>.Build.Dense(3, 5, (row, column) => head[(row * 5) + column]), jacobians[2]);

        // Token t has the patch at (t / 3, t % 3); channel c of it is the product with one row of the weight.
        Matrix<double> patches = Matrix<double>.Build.Dense(30, 24, (row, column) =>
        {
            (int token, int channel, int y, int x) = (row / 5, row % 5, column / 6, column % 6);
            return y / 2 == token / 3 && x / 2 == token % 3 ? stem[(channel * 4) + (y % 2 * 2) + (x % 2)] : 0;
        });
        AssertClose(Matrix<double>.Build.DenseOfArray(ModelJacobian.OfInput(model, input)), (Matrix<double>.Build.DenseOfArray(jacobians[0]) * patches).ToArray());
        Assert.True(Matrix<double>.Build.DenseOfArray(jacobians[1]).FrobeniusNorm() > 0.1);
        Assert.Throws<NotSupportedException>(() => ModelJacobian.OfLayers(Create(2, 1), Sample(7, 1), ["first"]));
        Refused<ArgumentException>("name", "no layer or activation 'steam'", () => ModelJacobian.OfLayers(model, input, ["steam"]));

        static void AssertClose(Matrix<double> expected, double[,] found)
            => Assert.InRange((Matrix<double>.Build.DenseOfArray(found) - expected).FrobeniusNorm(), 0, Single * expected.FrobeniusNorm());
    }

    /// <summary>J v by tangents is the same as by the rows of J, which are the gradients that the kernel is made of: |J^T u|^2 = u^T K u, and u J v by both ways.</summary>
    [Fact]
    public void TangentsAndBackwardPassesAreOneJacobian()
    {
        using TanhPerceptron model = Create(4, seed: 5);
        float[] input = Sample(7, 2);
        double[,] kernel = NeuralTangentKernel.Of(model, input);
        ParameterVector direction = model.Parameters.CreateLike();
        foreach (TensorLayout tensor in direction.Layout.Tensors)
        {
            direction.SetTensor(tensor.Name, Sample(tensor.Count, 9));
        }

        double[] product = ModelJacobian.AlongParameters(model, input, direction);
        for (int row = 0; row < 4; row++)
        {
            float[] unit = new float[4];
            unit[row] = 1;
            model.Gradients.Clear();
            model.ForwardTraining(input);
            model.Backward(unit);
            Assert.Equal(model.Gradients.Dot(direction), product[row], Single * direction.Norm() * model.Gradients.Norm());
            Assert.Equal(model.Gradients.Dot(model.Gradients), kernel[row, row], Single * kernel[row, row]);
        }
    }

    /// <summary>The kernel of a batch is that part of the kernel of all; for one sample it is the Fisher information's dual, whose eigenvalues are not negative.</summary>
    [Fact]
    public void KernelsOfSmallBatchesAreBlocksOfTheWhole()
    {
        using TanhPerceptron model = Create(4, seed: 6);
        float[] inputs = Sample(5 * 7, 3);
        double[,] whole = NeuralTangentKernel.Of(model, inputs);
        IReadOnlyList<double[,]> batches = NeuralTangentKernel.OfBatches(model, inputs, 2);
        Assert.Equal([8, 8, 4], batches.Select(kernel => kernel.GetLength(0)));
        for (int batch = 0; batch < batches.Count; batch++)
        {
            double[,] kernel = batches[batch];
            for (int at = 0; at < kernel.Length; at++)
            {
                (int row, int column) = (at / kernel.GetLength(0), at % kernel.GetLength(0));
                Assert.Equal(whole[(8 * batch) + row, (8 * batch) + column], kernel[row, column]);
            }
        }

        double[] eigenvalues = FisherDual.Eigenvalues(whole);
        Assert.True(eigenvalues[^1] > -1e-6 * eigenvalues[0]);
        Assert.All(batches, kernel => Assert.True(FisherDual.Eigenvalues(kernel)[0] <= eigenvalues[0] * (1 + 1e-9)));
    }

    [Fact]
    public void GradientsStayAsTheyWere()
    {
        using TanhPerceptron model = Create(2, seed: 1);
        model.Gradients.SetTensor("last.bias", [1, 2, 3, 4]);
        ModelJacobian.OfInput(model, Sample(7, 1));
        NeuralTangentKernel.Of(model, Sample(7, 1));
        float[] bias = new float[4];
        model.Gradients.GetTensor("last.bias", bias);
        Assert.Equal([1, 2, 3, 4], bias);
        Assert.Equal(Math.Sqrt(30), model.Gradients.Norm(), 1e-6);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        using TanhPerceptron model = Create(2, seed: 1);
        Refused<ArgumentException>("input", "input has 6 numbers; expected a multiple of 7", () => ModelJacobian.OfInput(model, new float[6]));
        Refused<ArgumentException>("input", "input has 14 numbers; expected 7, one sample", () => ModelJacobian.OfInput(model, new float[14]));
        Refused<ArgumentException>("input", "input[2] is NaN; expected finite numbers", () => ModelJacobian.OfInput(model, [0, 0, float.NaN, 0, 0, 0, 0]));
        Refused<ArgumentException>("inputs", "inputs are 300 samples with 4 outputs each; expected at most 1024", () => NeuralTangentKernel.Of(model, new float[2100]));
        Refused<ArgumentOutOfRangeException>("batch", "batch is 0", () => NeuralTangentKernel.OfBatches(model, new float[7], 0));
        using var dropping = new DroppingPerceptron(2, seed: 1);
        Refused<ArgumentException>("model", "other gradients whenever they are computed", () => ModelJacobian.OfInput(dropping, Sample(7, 1)));
        using var normalizing = new NormalizingPerceptron(2, seed: 1);
        const string Statistics = "NormalizingPerceptron has batch norms, whose statistics in training are those of a batch and not of a sample; expected a model without them";
        Refused<ArgumentException>("model", Statistics, () => ModelJacobian.OfInput(normalizing, Sample(7, 1)));
        Refused<ArgumentException>("model", Statistics, () => NeuralTangentKernel.Of(normalizing, Sample(7, 1)));
        model.Parameters.SetTensor("last.bias", [0, 0, float.NaN, 0]);
        Assert.Equal(4, ModelJacobian.OfInput(model, Sample(7, 1)).GetLength(0));
        model.Parameters.SetTensor("first.bias", [0, 0, float.NaN, 0, 0, 0, 0, 0, 0]);
        Refused<ArgumentException>("model", "or ones that are not finite", () => ModelJacobian.OfInput(model, Sample(7, 1)));
    }

    /// <summary>A model's last layer starts with zeros: Jacobians would vanish.</summary>
    private static TanhPerceptron Create(int maxBatch, ulong seed)
    {
        var model = new TanhPerceptron(maxBatch, seed: seed);
        InitialValues.Orthogonal(model.Parameters, "last.weight", seed);
        model.Parameters.SetTensor("first.bias", Sample(9, seed));
        return model;
    }

    internal static float[] Sample(int count, ulong seed) => Array.ConvertAll(FisherDualTests.Normal(count, seed), value => (float)value);

    private static Matrix<double> Read(TanhPerceptron model, string name, int rows, int columns)
    {
        float[] values = new float[rows * columns];
        model.Parameters.GetTensor(name, values);
        return Matrix<double>.Build.Dense(rows, columns, (row, column) => values[(row * columns) + column]);
    }
}
