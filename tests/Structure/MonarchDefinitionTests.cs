using static SparseGen.Tests.Structure.Matrices;

namespace SparseGen.Tests.Structure;

/// <summary>A generated Monarch map against the definition of Dao et al. 2022 (arXiv 2204.00595).</summary>
public sealed class MonarchDefinitionTests
{
    private const int M = 5;

    /// <summary>y_kj = sum over i of R_kji x_ki, then z_lj = sum over k of L_jlk y_kj.</summary>
    [Fact]
    public void TheLayerComputesTheSumsOfTheDefinition()
    {
        using var model = new SquareMonarch(1, seed: 4);
        var factors = MonarchFactors.Read(model.Parameters, "monarch", M * M, M * M);
        var input = ValueRecipe.Values("input", M * M);
        double[,] x = Create(M, M, (k, i) => input[k * M + i]);
        var y = Create(M, M, (k, j) => Enumerable.Range(0, M).Sum(i => factors.First[k, j, i] * x[k, i]));
        var z = Create(M, M, (l, j) => Enumerable.Range(0, M).Sum(k => factors.Second[j, l, k] * y[k, j]));
        var output = new float[M * M];
        model.Forward(input, output);
        Approximately.Equal([.. z.Cast<double>()], output, "output");
    }

    /// <summary>M = P L P^T R with block-diagonal L and R, and the transposition P of a square.</summary>
    [Fact]
    public void TheMatrixIsTheProductOfTheDefinition()
    {
        using var model = new SquareMonarch(1, seed: 4);
        var factors = MonarchFactors.Read(model.Parameters, "monarch", M * M, M * M);
        var p = Order(Permutations.Commutation(M, M));
        Equal(
            Chain(p, factors.Second.ToDense(), Transpose(p), factors.First.ToDense()),
            EffectiveWeights.Of(model.Parameters, "monarch", M * M, M * M));
    }
}
