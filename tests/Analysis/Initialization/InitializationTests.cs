using MathNet.Numerics.LinearAlgebra;
using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Initial values that tensors of a model are given: orthogonal, identity, scaled.</summary>
public sealed class InitializationTests
{
    [Fact]
    public void EveryWeightOfAModelCanBeOrthogonal()
    {
        using var model = new SmallZoo(1, seed: 1);
        IReadOnlyList<string> names = InitialValues.Weights(model.Parameters);
        Assert.Equal(7, names.Count);
        foreach (string name in names)
        {
            InitialValues.Orthogonal(model.Parameters, name, seed: 4, gain: 1.5);
            foreach (Matrix<double> matrix in Read(model, name))
            {
                Matrix<double> square = matrix.RowCount <= matrix.ColumnCount ? matrix * matrix.Transpose() : matrix.Transpose() * matrix;
                Assert.InRange((square - (2.25 * Matrix<double>.Build.DenseIdentity(square.RowCount))).FrobeniusNorm(), 0, 1e-5);
            }
        }
    }

    /// <summary>
    /// Haar: the mean of an entry is 0 and of its square 1/n, also for the first column, whose signs the decomposition would choose; 400 draws have standard errors of
    /// 0.025 and 0.0175.
    /// </summary>
    [Fact]
    public void OrthogonalMatricesAreOfTheHaarMeasure()
    {
        using var model = new SmallZoo(1, seed: 1);
        string name = InitialValues.Weights(model.Parameters).First(weight => Read(model, weight)[0] is { RowCount: 5 });
        double[] entries = new double[400], last = new double[400];
        for (int draw = 0; draw < 400; draw++)
        {
            InitialValues.Orthogonal(model.Parameters, name, (ulong)draw);
            Matrix<double> matrix = Read(model, name)[0];
            (entries[draw], last[draw]) = (matrix[0, 0], matrix[4, 4]);
        }

        double width = Read(model, name)[0].ColumnCount;
        foreach (double[] values in new[] { entries, last })
        {
            Assert.Equal(0, values.Average(), 4 / Math.Sqrt(400 * width));
            Assert.Equal(1 / width, values.Average(value => value * value), 4 * Math.Sqrt(2.0 / 400) / width);
        }
    }

    [Fact]
    public void IdentityAndScaledWeightsAreWhatTheySay()
    {
        using var model = new TanhPerceptron(1, seed: 1);
        InitialValues.Identity(model.Parameters, "first.weight", 0.5);
        Matrix<double> weight = Read(model, "first.weight")[0];
        Assert.Equal(Matrix<double>.Build.Dense(9, 7, (row, column) => row == column ? 0.5 : 0), weight);
        InitialValues.Scaled(model.Parameters, "first.weight", seed: 2, gain: 3, exponent: 1);
        double square = Read(model, "first.weight")[0].Enumerate().Average(value => value * value);
        Assert.Equal(9.0 / 49, square, 4 * Math.Sqrt(2.0 / 63) * 9 / 49);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        using var model = new SmallZoo(1, seed: 1);
        string sparse = model.Parameters.Layout.Tensors.First(tensor => tensor.LearnedCount < tensor.Count).Name;
        string vector = model.Parameters.Layout.Tensors.First(tensor => tensor.Shape.Length == 1).Name;
        Refused<ArgumentException>("tensor", "is sparse", () => InitialValues.Orthogonal(model.Parameters, sparse, 1));
        Refused<ArgumentException>("tensor", "is a vector of", () => InitialValues.Identity(model.Parameters, vector));
        Refused<ArgumentException>("name", "nothing", () => InitialValues.Identity(model.Parameters, "nothing"));
        Refused<ArgumentOutOfRangeException>("gain", "gain is NaN", () => InitialValues.Scaled(model.Parameters, vector, 1, double.NaN));
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
