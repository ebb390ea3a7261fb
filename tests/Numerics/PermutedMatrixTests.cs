using MathNet.Numerics.LinearAlgebra;
using SparseGen.Tests.Models;
using SparseGen.Tests.Structure;

namespace SparseGen.Tests.Numerics;

/// <summary>The matrices that generated PK layers stand for, against the formulas of Hayase and Karakida 2024 (arXiv 2306.01470).</summary>
[Trait("Category", "Numerics")]
public sealed class PermutedMatrixTests
{
    private const int Tokens = 4, Channels = 6, Length = Tokens * Channels;

    /// <summary>W_eff = J2 (I kron W) J1 (equation 19).</summary>
    [Fact]
    public void APkLayerIsItsExplicitMatrix()
    {
        using var model = new LinearPermuted(Length);
        var expected = Order(Permutations.Random(Length, 22)) * Identity(Length / 3).KroneckerProduct(Weight(model.Parameters, "permuted", 3))
            * Order(Permutations.Random(Length, 21));
        AssertClose(expected, Effective(model.Forward));
    }

    /// <summary>The singular values of W_eff are those of W, each m / n2 times (section 3.3).</summary>
    [Fact]
    public void SingularValuesRepeatOnceForEachBlock()
    {
        using var model = new LinearPermuted(Length, seed: 5);
        var weight = Weight(model.Parameters, "permuted", 3).Svd(computeVectors: false).S;
        var effective = Effective(model.Forward).Svd(computeVectors: false).S;
        for (var i = 0; i < Length; i++)
        {
            Assert.Equal(weight[i / (Length / 3)], effective[i], 1e-5);
        }
    }

    /// <summary>r(WXV) = (W kron V^T) r(X).</summary>
    [Fact]
    public void MixingTokensThenChannelsIsAKroneckerProduct()
    {
        using var model = new LinearMixer(Length);
        AssertClose(
            Weight(model.Parameters, "permuted", Tokens).KroneckerProduct(Weight(model.Parameters, "permuted2", Channels)),
            Effective(model.Forward));
    }

    /// <summary>W kron I = K^T (I kron W) K, and K^T (I kron A) K = A kron I.</summary>
    [Fact]
    public void MixingAlongTheStridedAxisIsMixingBetweenCommutations()
    {
        var k = Order(Permutations.Commutation(Tokens, Channels));
        var weight = Matrix<double>.Build.Dense(Tokens, Tokens, (i, j) => Math.Sin(i * 7 + j));
        AssertClose(weight.KroneckerProduct(Identity(Channels)), k.Transpose() * Identity(Channels).KroneckerProduct(weight) * k);
        AssertClose(Identity(Length), k.Transpose() * k);
    }

    /// <summary>What stands between the two layers of an MLP and cancels does not change the result, to the bit: tokens (S.22) and channels (S.23).</summary>
    [Fact]
    public void InnerPermutationsThatCancelDoNotMatter()
    {
        using CancelledPair cancelledTokens = new(5, seed: 3);
        using BarePair bareTokens = new(5, seed: 3);
        AssertSame(bareTokens.Forward, cancelledTokens.Forward);

        using CancelledChannels cancelledChannels = new(5, seed: 3);
        using BareChannels bareChannels = new(5, seed: 3);
        AssertSame(bareChannels.Forward, cancelledChannels.Forward);

        static void AssertSame(Pass bare, Pass cancelled)
        {
            var input = ValueRecipe.Values("input", 5 * 210);
            float[] expected = new float[5 * 210], actual = new float[5 * 210];
            bare(input, expected);
            cancelled(input, actual);
            Assert.Equal(expected, actual);
            Assert.Contains(actual, value => value != 0);
        }
    }

    private delegate void Pass(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>The columns are the images of the unit vectors.</summary>
    private static Matrix<double> Effective(Pass forward)
    {
        float[] units = new float[Length * Length], images = new float[Length * Length];
        for (var i = 0; i < Length; i++)
        {
            units[i * Length + i] = 1;
        }

        forward(units, images);
        return Matrix<double>.Build.Dense(Length, Length, (row, column) => images[column * Length + row]);
    }

    private static Matrix<double> Weight(ParameterVector parameters, string name, int size)
    {
        var values = new float[size * size];
        parameters.GetTensor($"{name}.weight", values);
        return Matrix<double>.Build.Dense(size, size, (row, column) => values[row * size + column]);
    }

    /// <summary>The matrix of a gather.</summary>
    private static Matrix<double> Order(int[] indices) =>
        Matrix<double>.Build.Dense(indices.Length, indices.Length, (row, column) => indices[row] == column ? 1 : 0);

    private static Matrix<double> Identity(int size) => Matrix<double>.Build.DenseIdentity(size);

    private static void AssertClose(Matrix<double> expected, Matrix<double> actual)
    {
        var error = (expected - actual).L2Norm();
        Assert.True(error < 1e-5, $"The matrices differ by {error}.");
    }
}
