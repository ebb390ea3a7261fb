using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>
/// Unbiased linear CKA of every layer of one model with every layer of another, or of the same, over batches of samples (Nguyen, Raghu and Kornblith 2021, arXiv
/// 2010.15327). Kernels are computed once a layer and not once a pair.
/// </summary>
public sealed class AlignmentMap
{
    private readonly double[,] _cross;
    private readonly double[] _first, _second;

    /// <summary>An empty map.</summary>
    /// <param name="first">Layers of the first model.</param>
    /// <param name="second">Layers of the second.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public AlignmentMap(int first, int second)
    {
        Require.AtLeast(1, first);
        Require.AtLeast(1, second);
        (_cross, _first, _second) = (new double[first, second], new double[first], new double[second]);
    }

    /// <summary>How many batches were added.</summary>
    public int Batches { get; private set; }

    /// <summary>The alignments, [layers of the first model, layers of the second].</summary>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    /// <exception cref="ArgumentException">A layer represents all samples alike.</exception>
    public double[,] Values
    {
        get
        {
            if (Batches == 0)
            {
                throw new InvalidOperationException("There is no batch yet; call Add first.");
            }

            double[,] values = new double[_first.Length, _second.Length];
            for (int at = 0; at < values.Length; at++)
            {
                (int row, int column) = (at / _second.Length, at % _second.Length);
                values[row, column] = CenteredKernelAlignment.Ratio(_cross[row, column], _first[row], _second[column]);
            }

            return values;
        }
    }

    /// <summary>Adds a batch.</summary>
    /// <param name="first">The representations by the first model's layers, [samples, features] each.</param>
    /// <param name="second">Those by the second model's layers; the same list where a model is compared with itself.</param>
    /// <param name="samples">How many samples; at least four.</param>
    /// <exception cref="ArgumentException">There are other numbers of layers, a length is no multiple of the samples, or a number is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than four samples.</exception>
    public void Add(IReadOnlyList<float[]> first, IReadOnlyList<float[]> second, int samples)
    {
        Require.AtLeast(CenteredKernelAlignment.LeastSamples, samples);
        Matrix<double>[] rows = Kernels(first, _first.Length, samples, nameof(first));
        Matrix<double>[] columns = ReferenceEquals(first, second) ? rows : Kernels(second, _second.Length, samples, nameof(second));
        for (int row = 0; row < rows.Length; row++)
        {
            _first[row] += CenteredKernelAlignment.Independence(rows[row], rows[row]);
            for (int column = 0; column < columns.Length; column++)
            {
                _cross[row, column] += CenteredKernelAlignment.Independence(rows[row], columns[column]);
            }
        }

        for (int column = 0; column < columns.Length; column++)
        {
            _second[column] += CenteredKernelAlignment.Independence(columns[column], columns[column]);
        }

        Batches++;
    }

    private static Matrix<double>[] Kernels(IReadOnlyList<float[]> layers, int count, int samples, string name)
    {
        ArgumentNullException.ThrowIfNull(layers, name);
        if (layers.Count != count)
        {
            throw new ArgumentException($"{name} has {layers.Count} layers; expected {count}, as the map was made for.", name);
        }

        return [.. layers.Select((layer, number) =>
        {
            if (layer.Length == 0 || layer.Length % samples != 0)
            {
                throw new ArgumentException($"{name}[{number}] has {layer.Length} numbers; expected a multiple of {samples}, the samples.", name);
            }

            int size = layer.Length / samples;
            Require.Finite(layer, size, name, $"{name}[{number}]");
            double[] centred = SampleGram.Centre(layer, size, null, out _);
            var kernel = Matrix<double>.Build.DenseOfArray(SampleGram.Products(centred, centred, size));
            return CenteredKernelAlignment.WithoutDiagonal(kernel);
        })];
    }
}
