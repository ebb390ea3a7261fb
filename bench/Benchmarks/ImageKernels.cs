using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Bench.Benchmarks;

/// <summary>The library's kernels of images for the CPU by themselves, one core: two images of 28 x 28 pixels, kernels of 3 x 3 with padding of 1, as ConvMLP-S has them.</summary>
[GenericTypeArguments(typeof(Simd512), typeof(Vector512<float>))]
[GenericTypeArguments(typeof(Simd256), typeof(Vector256<float>))]
[GenericTypeArguments(typeof(Simd128), typeof(Vector128<float>))]
public class ImageKernels<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Samples = 2, Side = 28, Kernel = 3, Padded = Side + Kernel - 1, Panel = 32, Slack = 64;

    private float[] _image = null!;
    private float[] _padded = null!;
    private float[] _change = null!;
    private float[] _weight = null!;
    private float[] _output = null!;
    private float[] _gradient = null!;

    /// <summary>Channels of the image, and filters.</summary>
    [Params(64, 128)]
    public int Channels { get; set; }

    private ImageWindow Window => new(Side, Side, Channels, Kernel, Kernel, Side, Side, 1, 1, 1, 1);

    private ImageWindow Halved => new(Side, Side, Channels, Kernel, Kernel, Side / 2, Side / 2, 2, 1, 1, 1);

    private PanelProductShape Forward => new()
    {
        Lines = Side,
        Pieces = Kernel,
        Rows = Side,
        Depth = Kernel * Channels,
        Columns = Channels,
        LeftSample = Padded * Padded * Channels,
        LeftLine = Padded * Channels,
        LeftRow = Channels,
        LeftDepth = 1,
        LeftPieceDown = Padded * Channels,
        RightDepth = Panel,
        RightPanel = Kernel * Kernel * Channels * Panel,
        OutputSample = Side * Side * Channels,
        OutputLine = Side * Channels,
        OutputRow = Channels,
    };

    private PanelProductShape Backward => new()
    {
        Lines = Side,
        Pieces = Kernel,
        Rows = Kernel * Channels,
        Depth = Side,
        Columns = Channels,
        LeftSample = Padded * Padded * Channels,
        LeftLine = Padded * Channels,
        LeftRow = 1,
        LeftDepth = Channels,
        LeftPieceDown = Padded * Channels,
        RightSample = Side * Side * Channels,
        RightLine = Side * Channels,
        RightDepth = Channels,
        OutputRow = Panel,
        OutputPanel = Kernel * Kernel * Channels * Panel,
    };

    /// <summary>Allocates the operands, with room behind each that may be read.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int size = (Samples * Padded * Padded * Channels) + Slack, weights = (Kernel * Kernel * Channels * Channels) + Slack;
        (_image, _padded, _change) = (RandomImages.Create(1, size), RandomImages.Create(1, size), RandomImages.Create(1, size));
        (_weight, _output, _gradient) = (RandomImages.Create(1, weights), new float[size], new float[Math.Max(size, weights)]);
    }

    /// <summary>A convolution with its bias.</summary>
    [Benchmark(Baseline = true)]
    public void Convolution() => WindowProduct.Run<TSimd, TVector, ColumnBias, Absent, NoEpilogue>(
        Forward, Samples, new ProductOperands { Left = ref _padded[0], Right = ref _weight[0], Bias = ref _weight[0], Output = ref _output[0] });

    /// <summary>The gradient of its weight.</summary>
    [Benchmark]
    public void ConvolutionGradient() => WindowProduct.Accumulate<TSimd, TVector>(Backward, Samples, ref _padded[0], ref _change[0], ref _gradient[0]);

    /// <summary>The image with zeros around it.</summary>
    [Benchmark]
    public void Pad() => Padding.Pad<TSimd, TVector>(ref _image[0], ref _output[0], Samples, Side, Side, Channels, Padded, Padded, 1, 1, 1);

    /// <summary>A convolution of each channel for itself.</summary>
    [Benchmark]
    public void DepthwiseConvolution() =>
        Depthwise.Run<TSimd, TVector, Present, Absent>(ref _image[0], ref _weight[0], ref Unsafe.NullRef<float>(), ref _output[0], Samples, Window, false, 1f);

    /// <summary>The gradient of its weight.</summary>
    [Benchmark]
    public void DepthwiseGradient() => Depthwise.AddGradient<TSimd, TVector>(ref _change[0], ref _image[0], ref _gradient[0], Samples, Window);

    /// <summary>The mean over windows.</summary>
    [Benchmark]
    public void AveragePool() => Depthwise.Run<TSimd, TVector, Absent, Absent>(
        ref _image[0], ref _weight[0], ref Unsafe.NullRef<float>(), ref _output[0], Samples, Halved, false, 1f / (Kernel * Kernel));

    /// <summary>The largest numbers of windows.</summary>
    [Benchmark]
    public void MaxPool() => Pooling.Largest<TSimd, TVector>(ref _image[0], ref _output[0], Samples, Halved);

    /// <summary>Their gradient.</summary>
    [Benchmark]
    public void MaxPoolBackward() => Pooling.LargestGradient<TSimd, TVector>(ref _image[0], ref _change[0], ref _gradient[0], Samples, Halved);
}
