using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Bench.Benchmarks;

/// <summary>The library's products with sparse weights by themselves, one core: 128 rows of 512 features to 512, of which a tenth of the weights is kept.</summary>
[GenericTypeArguments(typeof(Simd512), typeof(Vector512<float>))]
[GenericTypeArguments(typeof(Simd256), typeof(Vector256<float>))]
[GenericTypeArguments(typeof(Simd128), typeof(Vector128<float>))]
public class SparseKernels<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Rows = 128, Features = 512, Slack = 64;

    private static readonly SparseOperandShape Operand = new(Features, Features, featureStride: 1, rows: 1, rowStride: Features);

    private static readonly SparseProductShape Shape = new() { Source = Operand, Target = Operand, MergesRows = true };

    private readonly SparseMask _mask = SparseMask.Draw(Features, Features, Features * Features / 10, seed: 1, "mask");
    private float[] _input = null!;
    private float[] _weights = null!;
    private float[] _output = null!;
    private float[] _gradient = null!;
    private float[] _workspace = null!;

    /// <summary>Allocates the operands, with room behind each that may be read.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _input = RandomImages.Create(1, (Rows * Features) + Slack);
        _weights = RandomImages.Create(1, _mask.Count + Slack);
        _output = new float[(Rows * Features) + Slack];
        _gradient = new float[_mask.Count + Slack];
        _workspace = new float[(Features + (2 * KernelSizes.PackedBlock)) * KernelSizes.PackedRows];
    }

    /// <summary>A sparse layer.</summary>
    [Benchmark(Baseline = true)]
    public void Multiply() => SparseProduct.Multiply<TSimd, TVector, NoEpilogue>(Shape, Rows, _mask.ByOutput, Operands());

    /// <summary>Its backward pass: the gradients of its input and of the kept weights at once.</summary>
    [Benchmark]
    public void Backward() =>
        SparseProduct.Backward<TSimd, TVector, NoEpilogue>(Shape, Operand, Rows, _mask.ByInput, ref _input[0], ref _gradient[0], Operands());

    /// <summary>The gradients of the kept weights alone.</summary>
    [Benchmark]
    public void WeightGradient() =>
        SparseProduct.AddGradients<TSimd, TVector>(Shape, Rows, _mask.ByOutput, ref _input[0], ref _output[0], ref _gradient[0], ref _workspace[0]);

    private ProductOperands Operands() => new() { Left = ref _input[0], Right = ref _weights[0], Output = ref _output[0], Workspace = ref _workspace[0] };
}
