using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using SparseGen.Execution;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Bench.Benchmarks;

/// <summary>The library's kernels for the CPU by themselves: 98 rows, as two images of FashionMixer have them.</summary>
[GenericTypeArguments(typeof(Simd512), typeof(Vector512<float>))]
[GenericTypeArguments(typeof(Simd256), typeof(Vector256<float>))]
public class MemoryKernels<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Samples = 2, Tokens = 49, Rows = Samples * Tokens;
    private const float Epsilon = 1e-6f;

    private float[] _input = null!;
    private float[] _gradient = null!;
    private float[] _output = null!;
    private float[] _again = null!;
    private float[] _weight = null!;
    private float[] _sums = null!;
    private int[] _table = null!;

    /// <summary>Channels of a row.</summary>
    [Params(64, 257)]
    public int Channels { get; set; }

    /// <summary>Allocates the operands, with room behind each that may be read.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int size = Rows * (Channels + 64);
        _input = RandomImages.Create(1, size);
        _gradient = RandomImages.Create(1, size);
        _weight = RandomImages.Create(1, 4 * (Channels + 64));
        (_output, _again, _sums) = (new float[size], new float[size], new float[4 * (Channels + 64)]);
        _table = Permutations.Random(Tokens * Channels, seed: 1);
    }

    /// <summary>Layer norm.</summary>
    [Benchmark]
    public void LayerNormForward() =>
        LayerNorm.Forward<TSimd, TVector, Present>(ref _input[0], ref _weight[0], ref _weight[Channels], ref _output[0], Rows, Channels, Epsilon);

    /// <summary>Its derivative, with all that is optional.</summary>
    [Benchmark]
    public void LayerNormBackward() => LayerNorm.Backward<TSimd, TVector, Present, Present, Present, Present>(
        ref _gradient[0], ref _input[0], ref _weight[0], ref _weight[Channels], ref _gradient[0], ref _output[0], ref _sums[0], ref _sums[Channels], ref _again[0],
        ref _sums[2 * Channels], Rows, Channels, Epsilon);

    /// <summary>The gradient of a bias of channels.</summary>
    [Benchmark]
    public void AddOverRows() => Reduction.AddOverRows<TSimd, TVector>(ref _input[0], ref _sums[0], Rows, Channels, Channels);

    /// <summary>The gradient of a bias of tokens.</summary>
    [Benchmark]
    public void AddOverColumns() =>
        Reduction.AddOverColumns<TSimd, TVector>(ref _input[0], ref _sums[0], Samples, Tokens, Channels, Channels, Tokens * Channels);

    /// <summary>The mean of the tokens.</summary>
    [Benchmark]
    public void TokenMean() => Reduction.OverRows<TSimd, TVector>(ref _input[0], ref _output[0], Samples, Tokens, Channels, 1f / Tokens);

    /// <summary>The sum of the features.</summary>
    [Benchmark]
    public void FeatureSum() => Reduction.OverColumns<TSimd, TVector>(ref _input[0], ref _output[0], Rows, Channels, 1f);

    /// <summary>A diagonal layer.</summary>
    [Benchmark]
    public void DiagonalLayer() => Diagonal.Apply<TSimd, TVector, Absent>(
        ref _input[0], ref _weight[0], ref Unsafe.NullRef<float>(), ref _weight[Channels], ref Unsafe.NullRef<float>(), ref _output[0], Rows, Channels);

    /// <summary>A transposition of tokens and channels.</summary>
    [Benchmark]
    public void Transpose() => Rearrangement.Transpose<Absent>(ref _input[0], ref Unsafe.NullRef<float>(), ref _output[0], Samples, Tokens, Channels);

    /// <summary>Transposed panels of a weight, as the backward pass reads them.</summary>
    [Benchmark]
    public void TransposePanels() => Panels.Transpose(ref _input[0], ref _output[0], Channels, Tokens, new WorkerPart(0, 1));

    /// <summary>A random permutation of a sample's numbers.</summary>
    [Benchmark]
    public void Gather() => Rearrangement.Gather<Absent>(ref _table[0], ref _input[0], ref Unsafe.NullRef<float>(), ref _output[0], Samples, Tokens * Channels);

    /// <summary>GELU of a sample's numbers.</summary>
    [Benchmark]
    public void Activation() => ActivationKernels.Value<TSimd, TVector, Gelu>(new Tile(ref _input[0]), new Tile(ref _output[0]), 1, Rows * Channels);

    /// <summary>GELU and what is added behind it.</summary>
    [Benchmark]
    public void ActivationAndResidual() =>
        ActivationKernels.Sum<TSimd, TVector, Gelu>(new Tile(ref _input[0]), new Tile(ref _gradient[0]), new Tile(ref _output[0]), 1, Rows * Channels);

    /// <summary>The gradient of GELU, with GELU itself.</summary>
    [Benchmark]
    public void ActivationBackward() => ActivationKernels.GradientAndValue<TSimd, TVector, Gelu>(
        new Tile(ref _gradient[0]), new Tile(ref _input[0]), new Tile(ref _output[0]), new Tile(ref _again[0]), 1, Rows * Channels);

    /// <summary>A sum.</summary>
    [Benchmark]
    public void Sum() => Elementwise.Add<TSimd, TVector>(new Tile(ref _input[0]), new Tile(ref _gradient[0]), new Tile(ref _output[0]), 1, Rows * Channels);

    /// <summary>The gradient of the mean of the tokens.</summary>
    [Benchmark]
    public void TokenMeanBackward() => Broadcast.OverRows<TSimd, TVector>(ref _gradient[0], ref _output[0], Samples, Tokens, Channels, 1f / Tokens);
}
