using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Tests.Runtime;

/// <summary>Pairs of permutations for samples that are flattened by columns (HK and other code) and by rows (here).</summary>
public sealed class PermutationPairTests
{
    private const int Tokens = 4, Channels = 6, Length = Tokens * Channels;

    private static readonly PermutationPair Columns =
        new(Permutations.Random(Length, 1), Permutations.Random(Length, 2));

    /// <summary>vec(Y) = J2 (I kron W) J1 vec(X) and r(Y) = J2' (I kron W) J1' r(X) are the same Y.</summary>
    [Fact]
    public void AnImportedPairComputesTheSameMatrix()
    {
        var x = Matrix<double>.Build.Dense(Tokens, Channels, (s, c) => Math.Sin(1 + s * 31 + c * 7));
        var map = Matrix<double>.Build.DenseIdentity(Length / 3).KroneckerProduct(Matrix<double>.Build.Dense(3, 3, (i, j) => Math.Cos(i * 5 + j)));

        var byColumns = Gather(Columns.After, map * Gather(Columns.Before, Vec(x)));
        PermutationPair rows = Columns.ToRowMajor(Tokens, Channels);
        var byRows = Gather(rows.After, map * Gather(rows.Before, Vec(x.Transpose())));

        Assert.Equal(Vec(Matrix<double>.Build.DenseOfColumnMajor(Tokens, Channels, byColumns).Transpose()), byRows);
        Assert.NotEqual(byColumns, byRows);
    }

    /// <summary>s1_row[i] = sK[s1[i]] and s2_row[i] = s2[sKT[i]].</summary>
    [Fact]
    public void AnImportedPairHasTheseIndices()
    {
        var k = Permutations.Commutation(Tokens, Channels);
        var kInverse = Permutations.Commutation(Channels, Tokens);
        PermutationPair rows = Columns.ToRowMajor(Tokens, Channels);
        Assert.Equal(Columns.Before.Select(index => k[index]), rows.Before);
        Assert.Equal(kInverse.Select(index => Columns.After[index]), rows.After);
    }

    [Fact]
    public void ThereAndBackIsTheSamePair()
    {
        PermutationPair back = Columns.ToRowMajor(Tokens, Channels).ToColumnMajor(Tokens, Channels);
        Assert.Equal(Columns.Before, back.Before);
        Assert.Equal(Columns.After, back.After);
    }

    /// <summary>The token layer is PK_W(X; I, Jc) by columns and PK_W(X; K, K^T) by rows: with Jc = K^T the same thing (S.21).</summary>
    [Fact]
    public void TheTokenLayerOfThePaperIsTheTokenLayerByRows()
    {
        var identity = Permutations.Identity(Length);
        PermutationPair rows = new PermutationPair(identity, identity).ToRowMajor(Tokens, Channels);
        Assert.Equal(Permutations.Commutation(Tokens, Channels), rows.Before);
        Assert.Equal(Permutations.Commutation(Channels, Tokens), rows.After);
    }

    [Fact]
    public void APairOfAnotherLengthIsRefused() => Assert.Contains(
        "Before has 24 indices; expected 28", Assert.Throws<ArgumentException>(() => Columns.ToRowMajor(4, 7)).Message, StringComparison.Ordinal);

    [Fact]
    public void APairOfOtherThanPermutationsIsRefused()
    {
        var wrong = new PermutationPair([0, 0, 0, 9, 9, 9], Permutations.Identity(6));
        Assert.Contains(
            "Before[1] is 0; expected each of the numbers 0 to 5 once",
            Assert.Throws<ArgumentException>("Before", () => wrong.ToRowMajor(2, 3)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("After", () => new PermutationPair(Permutations.Identity(6), null!).ToColumnMajor(2, 3));
    }

    private static double[] Vec(Matrix<double> x) => x.ToColumnMajorArray();

    private static Vector<double> Gather(IReadOnlyList<int> indices, Vector<double> x) => Vector<double>.Build.Dense(indices.Count, i => x[indices[i]]);

    private static Vector<double> Gather(IReadOnlyList<int> indices, double[] x) => Gather(indices, Vector<double>.Build.Dense(x));
}
