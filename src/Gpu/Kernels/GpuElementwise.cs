using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using SparseGen.Simd;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Elementwise ops that stand alone; behind a product they are part of its epilogue. The activations are <see cref="GpuActivationKernels"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuElementwise
{
    private delegate void AddLauncher(AcceleratorStream stream, KernelConfig config, View a, View b, View y, int count);

    private delegate void CopyLauncher(AcceleratorStream stream, KernelConfig config, View x, View y, int count);

    private delegate void MultiplyLauncher(AcceleratorStream stream, KernelConfig config, View a, View b, View y, int count);

    private delegate void MultiplyAddLauncher(AcceleratorStream stream, KernelConfig config, View a, View b, View c, View y, int count);

    private delegate void DropLauncher(
        AcceleratorStream stream, KernelConfig config, View x, GpuNoise noise, View y, int count, int size, Divider samples, int limit, float scale);

    private delegate void ReciprocalLauncher(AcceleratorStream stream, KernelConfig config, View x, View y, int count, float numerator, float offset);

    private delegate void ZeroLauncher(AcceleratorStream stream, KernelConfig config, View y, int count);

    private static readonly LibraryKernel<AddLauncher> AddKernel = new(AddAll);

    private static readonly LibraryKernel<MultiplyLauncher> MultiplyKernel = new(MultiplyAll);

    private static readonly LibraryKernel<MultiplyAddLauncher> MultiplyAddKernel = new(MultiplyAddAll);

    private static readonly LibraryKernel<ReciprocalLauncher> ReciprocalKernel = new(ReciprocalAll);

    private static readonly LibraryKernel<CopyLauncher> CopyKernel = new(CopyAll);

    private static readonly LibraryKernel<ZeroLauncher> ZeroKernel = new(ZeroAll);

    private static readonly LibraryKernel<DropLauncher> DropKernel = new(DropAll);

    /// <summary>y = a + b.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="a">First term.</param>
    /// <param name="b">Second term.</param>
    /// <param name="y">Result.</param>
    /// <param name="count">Elements.</param>
    public static void Add(GpuFrame frame, View a, View b, View y, int count) => AddKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), a, b, y, count);

    /// <summary>y = a b.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="a">One factor.</param>
    /// <param name="b">The other factor.</param>
    /// <param name="y">Result.</param>
    /// <param name="count">Elements.</param>
    public static void Multiply(GpuFrame frame, View a, View b, View y, int count) =>
        MultiplyKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), a, b, y, count);

    /// <summary>y = a b + c.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="a">One factor.</param>
    /// <param name="b">The other factor.</param>
    /// <param name="c">What is added.</param>
    /// <param name="y">Result.</param>
    /// <param name="count">Elements.</param>
    public static void MultiplyAdd(GpuFrame frame, View a, View b, View c, View y, int count) =>
        MultiplyAddKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), a, b, c, y, count);

    /// <summary>y = numerator / (x + offset).</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="x">Elements.</param>
    /// <param name="y">Result.</param>
    /// <param name="numerator">What is divided.</param>
    /// <param name="offset">Added to the elements.</param>
    /// <param name="count">Elements.</param>
    public static void Reciprocal(GpuFrame frame, View x, View y, float numerator, float offset, int count) =>
        ReciprocalKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), x, y, count, numerator, offset);

    /// <summary>y = x.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="x">What to copy.</param>
    /// <param name="y">Result.</param>
    /// <param name="count">Elements.</param>
    public static void Copy(GpuFrame frame, View x, View y, int count) => CopyKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), x, y, count);

    /// <summary>y = 0.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="y">Result.</param>
    /// <param name="count">Elements.</param>
    public static void Zero(GpuFrame frame, View y, int count) => ZeroKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), y, count);

    /// <summary>Dropout of elements, as <see cref="Noise.Drop{TSimd, TVector}"/> has it.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="x">Elements.</param>
    /// <param name="noise">The layer's random bits.</param>
    /// <param name="y">Result.</param>
    /// <param name="limit">floor(rate 2^32) - 2^31.</param>
    /// <param name="scale">1 / (1 - rate).</param>
    /// <param name="count">Elements.</param>
    public static void Drop(GpuFrame frame, View x, GpuNoise noise, View y, int limit, float scale, int count) => DropSamples(frame, x, noise, y, 0, limit, scale, count);

    /// <summary>Dropout of whole samples, as <see cref="Noise.SampleFactor"/> has it.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="x">Elements.</param>
    /// <param name="noise">The layer's random bits.</param>
    /// <param name="y">Result.</param>
    /// <param name="size">Elements of a sample; 0 for dropout of elements.</param>
    /// <param name="limit">floor(rate 2^32) - 2^31.</param>
    /// <param name="scale">1 / (1 - rate).</param>
    /// <param name="count">Elements.</param>
    public static void DropSamples(GpuFrame frame, View x, GpuNoise noise, View y, int size, int limit, float scale, int count) =>
        DropKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), x, noise, y, count, size, new Divider(size), limit, scale);

    internal static void AddAll(View a, View b, View y, int count)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            y[i] = a[i] + b[i];
        }
    }

    internal static void MultiplyAll(View a, View b, View y, int count)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            y[i] = a[i] * b[i];
        }
    }

    internal static void MultiplyAddAll(View a, View b, View c, View y, int count)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            y[i] = SimdScalar.MultiplyAdd(a[i], b[i], c[i]);
        }
    }

    internal static void ReciprocalAll(View x, View y, int count, float numerator, float offset)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            y[i] = numerator / (x[i] + offset);
        }
    }

    internal static void CopyAll(View x, View y, int count)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            y[i] = x[i];
        }
    }

    internal static void ZeroAll(View y, int count)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            y[i] = 0f;
        }
    }

    /// <summary>The kernel; streams of GPUs begin with the first sample (<see cref="GpuNoise"/>), so that a sample has its number in them.</summary>
    internal static void DropAll(View x, GpuNoise noise, View y, int count, int size, Divider samples, int limit, float scale)
    {
        NoiseStream bits = GpuNoise.Read(noise);
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            y[i] = size == 0
                ? Noise.Drop<SimdScalar, float>(x[i], bits, i, limit, scale)
                : x[i] * Noise.SampleFactor(bits, Divider.Divide(samples, i), size: 1, limit, scale);
        }
    }
}
