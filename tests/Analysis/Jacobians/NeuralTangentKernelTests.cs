using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Tests.Analysis;

/// <summary>Tangent kernels of models against what is known of them without gradients.</summary>
public sealed class NeuralTangentKernelTests
{
    /// <summary>
    /// A ReLU perceptron of constant width M: J J^T is M times the recursion of arXiv 2006.07814, with 1/M added to each q for the biases; weights, slopes and q in double
    /// precision here, from the tensors alone.
    /// </summary>
    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public void OfOneSampleItIsTheRecursionOfTheTheory(ulong seed)
    {
        const int M = 6;
        using var model = new EvenPerceptron(maxBatch: 3, seed: seed);
        float[] input = ModelJacobianTests.Sample(M, seed);
        double[] x = Array.ConvertAll(input, static value => (double)value);
        List<double[,]> weights = [];
        List<double[]> slopes = [];
        List<double> q = [];
        foreach (string layer in new[] { "first", "second", "third", "last" })
        {
            InitialValues.Scaled(model.Parameters, $"{layer}.weight", seed, gain: 1.4);
            model.Parameters.SetTensor($"{layer}.bias", Array.ConvertAll(ModelJacobianTests.Sample(M, seed + 5), static value => 0.3f * value));
            (float[] weight, float[] bias) = (new float[M * M], new float[M]);
            model.Parameters.GetTensor($"{layer}.weight", weight);
            model.Parameters.GetTensor($"{layer}.bias", bias);
            Matrix<double> map = Matrix<double>.Build.Dense(M, M, (row, column) => weight[(row * M) + column]);
            q.Add((x.Sum(static value => value * value) / M) + (1.0 / M));
            double[] hidden = [.. (map * Vector<double>.Build.DenseOfArray(x)).Select((value, i) => value + bias[i])];
            weights.Add(map.ToArray());
            slopes.Add(Array.ConvertAll(hidden, static value => value > 0 ? 1.0 : 0));
            x = Array.ConvertAll(hidden, static value => Math.Max(0, value));
        }

        Assert.All(slopes.Take(3), static layer => Assert.InRange(layer.Sum(), 1, M - 1));
        double[,] expected = FisherDual.Recursion([.. weights.Skip(1)], [.. slopes.SkipLast(1)], q);
        double[,] found = NeuralTangentKernel.Of(model, input);
        double largest = M * FisherDual.Eigenvalues(expected)[0];
        for (int at = 0; at < M * M; at++)
        {
            Assert.Equal(M * expected[at / M, at % M], found[at / M, at % M], 2e-6 * largest);
        }

        Assert.True(Math.Abs(found[0, 1]) > 1e-3 * largest, "The kernel is diagonal, which says nothing of the recursion.");
    }

    /// <summary>One Linear: the derivative of an output by its weights is the sample and by its bias 1, so that block (i, j) is (x_i x_j + 1) I.</summary>
    [Fact]
    public void OfOneLayerItIsTheKernelOfTheSamples()
    {
        using var model = new SingleLinear(maxBatch: 2, seed: 1);
        float[] inputs = ModelJacobianTests.Sample(2 * 5, 3);
        double[,] kernel = NeuralTangentKernel.Of(model, inputs);
        Assert.Equal((6, 6), (kernel.GetLength(0), kernel.GetLength(1)));
        for (int at = 0; at < 36; at++)
        {
            (int i, int a, int j, int b) = (at / 6 / 3, at / 6 % 3, at % 6 / 3, at % 6 % 3);
            double product = Enumerable.Range(0, 5).Sum(k => (double)inputs[(i * 5) + k] * inputs[(j * 5) + k]);
            Assert.Equal(a == b ? product + 1 : 0, kernel[at / 6, at % 6], 1e-5);
        }
    }
}
