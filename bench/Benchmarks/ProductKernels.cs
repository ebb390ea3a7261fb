using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Bench.Benchmarks;

/// <summary>The library's products for the CPU by themselves, one core, at the sizes that two images of FashionMixer have: 98 rows of 64 channels to 256.</summary>
[GenericTypeArguments(typeof(Simd512), typeof(Vector512<float>))]
[GenericTypeArguments(typeof(Simd256), typeof(Vector256<float>))]
[GenericTypeArguments(typeof(Simd128), typeof(Vector128<float>))]
public class ProductKernels<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Samples = 2, Tokens = 49, Inputs = 64, Outputs = 256, Panel = 32, Slack = 64;

    private static readonly PanelProductShape Forward = new()
    {
        Batch = BatchAxis.Rows,
        Rows = Tokens,
        Depth = Inputs,
        Columns = Outputs,
        LeftRow = Inputs,
        LeftDepth = 1,
        RightDepth = Panel,
        RightPanel = Inputs * Panel,
        OutputRow = Outputs,
    };

    private static readonly PanelProductShape OneRow = Forward with { Rows = 1 };

    private static readonly PanelProductShape Gradient = new()
    {
        Batch = BatchAxis.Depth,
        Rows = Inputs,
        Depth = Tokens,
        Columns = Outputs,
        LeftRow = 1,
        LeftDepth = Inputs,
        RightDepth = Outputs,
        OutputRow = Panel,
        OutputPanel = Inputs * Panel,
    };

    private static readonly InnerProductShape TokenGradient = new()
    {
        Rows = Tokens,
        Columns = Tokens,
        Depth = Inputs,
        LeftSample = Tokens * Inputs,
        LeftRow = Inputs,
        RightSample = Tokens * Inputs,
        RightColumn = Inputs,
        OutputRow = Tokens,
        OutputColumn = 1,
    };

    private float[] _input = null!;
    private float[] _weight = null!;
    private float[] _output = null!;
    private float[] _gradient = null!;

    /// <summary>Allocates the operands, with room behind each that may be read.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _input = RandomImages.Create(1, (Samples * Tokens * Outputs) + Slack);
        _weight = RandomImages.Create(1, (Inputs * Outputs) + Slack);
        _output = new float[(Samples * Tokens * Outputs) + Slack];
        _gradient = new float[(Inputs * Outputs) + Slack];
    }

    /// <summary>A linear layer with its bias.</summary>
    [Benchmark(Baseline = true)]
    public void MixChannels() => PanelProduct.Run<TSimd, TVector, ColumnBias, Absent, NoEpilogue>(Forward, Samples, Operands());

    /// <summary>The same with GELU behind it.</summary>
    [Benchmark]
    public void MixChannelsGelu() => PanelProduct.Run<TSimd, TVector, ColumnBias, Absent, GeluEpilogue>(Forward, Samples, Operands());

    /// <summary>The layer on one sample.</summary>
    [Benchmark]
    public void MixOneRow() => PanelProduct.Run<TSimd, TVector, ColumnBias, Absent, NoEpilogue>(OneRow, 1, Operands());

    /// <summary>The gradient of its weight.</summary>
    [Benchmark]
    public void WeightGradient() => PanelProduct.Accumulate<TSimd, TVector>(Gradient, Samples, ref _input[0], ref _output[0], ref _gradient[0]);

    /// <summary>The gradient of a weight that mixes tokens.</summary>
    [Benchmark]
    public void TokenWeightGradient() => InnerProduct.Accumulate<TSimd, TVector>(TokenGradient, Samples, ref _input[0], ref _output[0], ref _gradient[0]);

    private ProductOperands Operands() => new() { Left = ref _input[0], Right = ref _weight[0], Bias = ref _weight[0], Output = ref _output[0] };

    private readonly struct GeluEpilogue : IEpilogue
    {
        public static void Run<TInner, TInnerVector>(scoped in ProductOperands operands, int at, int rows, int columns, int stride)
            where TInner : struct, ISimd<TInnerVector>
            where TInnerVector : struct
        {
            var output = new Tile(ref System.Runtime.CompilerServices.Unsafe.Add(ref operands.Output, at), stride);
            ActivationKernels.Value<TInner, TInnerVector, Gelu>(output, output, rows, columns);
        }
    }
}
