using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Tests.Analysis;

/// <summary>Initial values that declarations ask for, of a model or of a layer.</summary>
public sealed class DeclaredValuesTests
{
    [Fact]
    public void AModelsWeightsAreOrthogonal()
    {
        using var model = new OrthogonalZoo(1, seed: 5);
        int weights = 0;
        foreach (TensorLayout tensor in model.Parameters.Layout.Tensors.Where(tensor => tensor.Shape.Length >= 2))
        {
            foreach (Matrix<double> matrix in Read(model, tensor.Name))
            {
                weights++;
                Matrix<double> square = matrix.RowCount <= matrix.ColumnCount ? matrix * matrix.Transpose() : matrix.Transpose() * matrix;
                Assert.InRange((square - Matrix<double>.Build.DenseIdentity(square.RowCount)).FrobeniusNorm(), 0, 1e-5);
            }
        }

        Assert.Equal(1 + (4 * 2) + 2 + 1 + 1, weights);

        // The same draws as those that are set afterwards.
        float[] declared = new float[18], set = new float[18];
        model.Parameters.GetTensor("head.weight", declared);
        InitialValues.Orthogonal(model.Parameters, "head.weight", seed: 5);
        model.Parameters.GetTensor("head.weight", set);
        Assert.Equal(set, declared);
    }

    [Fact]
    public void LayersGoFirstAndNormsAndBiasesKeepTheirs()
    {
        using var model = new MixedStarts(1, seed: 5);
        Assert.Equal(Matrix<double>.Build.Dense(9, 7, (row, column) => row == column ? 0.5 : 0), Read(model, "first.weight")[0]);
        double hidden = Read(model, "second.weight")[0].Enumerate().Average(value => value * value);
        Assert.Equal(1.0 / 9, hidden, 4 * Math.Sqrt(2.0 / (9 * 400)) / 9);
        double head = Read(model, "head.weight")[0].Enumerate().Average(value => value * value);
        Assert.Equal(9.0 / (400 * 400), head, 4 * Math.Sqrt(2.0 / 1200) * 9 / (400 * 400));
        double sparse = Read(model, "sparse.weight")[0].Enumerate().Where(value => value != 0).Average(value => value * value);
        Assert.Equal(1.0 / 100, sparse, 4 * Math.Sqrt(2.0 / 40_000) / 100);
        float[] norm = new float[400];
        model.Parameters.GetTensor("norm.weight", norm);
        Assert.All(norm, value => Assert.Equal(1, value));
        Assert.Equal(0, Read(model, "first.bias")[0].FrobeniusNorm());
    }

    private static Matrix<double>[] Read<TModel>(TModel model, string name)
        where TModel : class, IModel<TModel>
    {
        TensorLayout tensor = model.Parameters.Layout.Find(name);
        float[] values = new float[tensor.Count];
        model.Parameters.GetTensor(name, values);
        int blocks = tensor.Shape.Length == 3 ? tensor.Shape[0] : 1, rows = tensor.Shape[tensor.Shape.Length == 3 ? 1 : 0], columns = tensor.Count / blocks / rows;
        return [.. Enumerable.Range(0, blocks).Select(block => Matrix<double>.Build.Dense(rows, columns, (row, column) => values[(((block * rows) + row) * columns) + column]))];
    }
}

/// <summary>Layers of several kinds, all orthogonal: patches, a repeated block, blocks of a block-diagonal map.</summary>
[Model(Initialization = Initialization.Orthogonal)]
[ImageInput(height: 4, width: 4, channels: 1)]
[PatchEmbedding(patch: 2, features: 6)]
[MixerBlock(tokenHidden: 3, channelHidden: 8, Repeat = 2)]
[LayerNorm, TokenMean, BlockDiagonal(6, Blocks = 2), PermutedKronecker(3), Linear(3)]
public sealed partial class OrthogonalZoo;

/// <summary>A model's setting, and layers with their own.</summary>
[Model(Initialization = Initialization.Scaled)]
[VectorInput(7)]
[Linear(9, Name = "first", Initialization = Initialization.Identity, InitialGain = 0.5), Linear(400, Name = "second")]
[LayerNorm, SparseLinear(400, 0.25, Name = "sparse"), Linear(3, Initialization = Initialization.Scaled, InitialGain = 3)]
public sealed partial class MixedStarts;
