using SparseGen.Compression.Networks;
using SparseGen.Execution;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Compression;

/// <summary>
/// A linear map in single precision, by the kernels that generated models have: what stays exact in a compressed model, and what the other maps are measured beside.
/// </summary>
public sealed class ExactLinear : ICompressedLinear
{
    private const int Panel = TensorStorage.PanelWidth;

    /// <summary>Bytes of rows that meet all weights before the next ones do: half of a second-level cache.</summary>
    private const int BlockBytes = 512 * 1024;

    private readonly FloatArena _panels;
    private readonly FloatArena _biases;

    /// <summary>Makes it.</summary>
    /// <param name="weight">W, [outputs, inputs] as in PyTorch.</param>
    /// <param name="bias">b, [outputs]; empty for none.</param>
    /// <param name="outputs">Outputs; at least 1.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public ExactLinear(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int outputs)
    {
        Outputs = Arguments.Positive(outputs, nameof(outputs));
        if (weight.IsEmpty || weight.Length % outputs != 0)
        {
            throw new ArgumentException($"weight has {weight.Length} numbers; expected a matrix of {outputs} rows.", nameof(weight));
        }

        Inputs = weight.Length / outputs;
        if (!bias.IsEmpty)
        {
            Arguments.Length(bias.Length, outputs, $"one for each of {outputs} outputs, or none", nameof(bias));
        }

        int padded = Partition.DivideUp(outputs, Panel) * Panel;
        _panels = new FloatArena(padded * Inputs, clear: true);
        _biases = new FloatArena(padded, clear: true);
        bias.CopyTo(_biases.Span);
        Span<float> panels = _panels.Span;
        for (int output = 0; output < outputs; output++)
        {
            int place = (output / Panel * Panel * Inputs) + (output % Panel);
            for (int input = 0; input < Inputs; input++)
            {
                panels[place + (input * Panel)] = weight[(output * Inputs) + input];
            }
        }
    }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <inheritdoc/>
    public long Bytes => sizeof(float) * (Inputs + 1L) * Outputs;

    /// <inheritdoc/>
    public unsafe void Multiply(ReadOnlySpan<float> rows, Span<float> output)
    {
        int count = Arguments.Rows(rows.Length, Inputs, nameof(rows));
        Arguments.Length(output.Length, (long)count * Outputs, $"{Outputs} for each of {count} rows", nameof(output));
        int block = Math.Max(KernelSizes.TallestTile, BlockBytes / sizeof(float) / Inputs / KernelSizes.TallestTile * KernelSizes.TallestTile);

        // The kernels take addresses at ragged ends.
        fixed (float* input = rows, result = output)
        {
            for (int row = 0; row < count; row += block)
            {
                VectorWork.Run(new Product(this, ref input[(nint)row * Inputs], ref result[(nint)row * Outputs], Math.Min(block, count - row)));
            }
        }
    }

    private readonly ref struct Product(ExactLinear map, ref float input, ref float output, int rows) : IVectorWork
    {
        private readonly ref float _input = ref input;
        private readonly ref float _output = ref output;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var shape = new PanelProductShape
            {
                Batch = BatchAxis.Rows,
                Rows = 1,
                Depth = map.Inputs,
                Columns = map.Outputs,
                LeftRow = map.Inputs,
                LeftDepth = 1,
                RightDepth = Panel,
                RightPanel = Panel * map.Inputs,
                OutputRow = map.Outputs,
            };
            var operands = new ProductOperands { Left = ref _input, Right = ref map._panels.First, Bias = ref map._biases.First, Output = ref _output };
            PanelProduct.Run<TSimd, TVector, ColumnBias, Absent, NoEpilogue>(shape, rows, operands);
        }
    }
}
