using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Activations and their derivatives that stand alone, as <see cref="GpuElementwise"/> has the other elementwise ops.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuActivationKernels
{
    private delegate void FourViewsLauncher(AcceleratorStream stream, KernelConfig config, View dy, View x, View dx, View y, int count);

    private delegate void TangentLauncher(AcceleratorStream stream, KernelConfig config, ActivationTangentViews views, int count);

    private delegate void ThreeViewsLauncher(AcceleratorStream stream, KernelConfig config, View first, View second, View result, int count);

    private delegate void PermutedLauncher(AcceleratorStream stream, KernelConfig config, View dy, View x, View dx, PlaceList places, int count);

    private delegate void TwoViewsLauncher(AcceleratorStream stream, KernelConfig config, View x, View y, int count);

    /// <summary>y = f(x).</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="x">Input.</param>
    /// <param name="y">Result.</param>
    /// <param name="count">Elements.</param>
    public static void Value<TFunction>(GpuFrame frame, View x, View y, int count)
        where TFunction : struct, IActivation => Of<TFunction>.Value.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), x, y, count);

    /// <summary>y = f(x) + residual.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="x">Input.</param>
    /// <param name="residual">Is added.</param>
    /// <param name="y">Result.</param>
    /// <param name="count">Elements.</param>
    public static void Sum<TFunction>(GpuFrame frame, View x, View residual, View y, int count)
        where TFunction : struct, IActivation => Of<TFunction>.Sum.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), x, residual, y, count);

    /// <summary>dx = dy f'(x): the vector-Jacobian product, and the tangent too.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="dy">Gradient of the output, or tangent of the input.</param>
    /// <param name="x">Input.</param>
    /// <param name="dx">Result.</param>
    /// <param name="count">Elements.</param>
    public static void Gradient<TFunction>(GpuFrame frame, View dy, View x, View dx, int count)
        where TFunction : struct, IActivation => Of<TFunction>.Gradient.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), dy, x, dx, count);

    /// <summary>dx = dy f'(x), with a gradient that lies elsewhere in each sample.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="dy">Gradient of the output, before it is permuted.</param>
    /// <param name="x">Input.</param>
    /// <param name="dx">Result.</param>
    /// <param name="count">Elements.</param>
    /// <param name="places">Where the gradient of each number lies.</param>
    public static void Gradient<TFunction>(GpuFrame frame, View dy, View x, View dx, int count, PlaceList places)
        where TFunction : struct, IActivation =>
        Of<TFunction>.PermutedGradient.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), dy, x, dx, places, count);

    /// <summary>dx = dy f'(x) and y = f(x), which shares most of the work.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="dy">Gradient of the output.</param>
    /// <param name="x">Input.</param>
    /// <param name="dx">Gradient of the input.</param>
    /// <param name="y">The activation.</param>
    /// <param name="count">Elements.</param>
    public static void GradientAndValue<TFunction>(GpuFrame frame, View dy, View x, View dx, View y, int count)
        where TFunction : struct, IActivation => Of<TFunction>.GradientAndValue.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), dy, x, dx, y, count);

    /// <summary>The tangent of dx = dy f'(x), which is dy' f'(x) + dy f''(x) x', and dx itself.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="dy">Gradient of the output.</param>
    /// <param name="x">Input.</param>
    /// <param name="dyTangent">Tangent of dy.</param>
    /// <param name="xTangent">Tangent of x.</param>
    /// <param name="dxTangent">Tangent of dx.</param>
    /// <param name="dx">Gradient of the input.</param>
    /// <param name="count">Elements.</param>
    public static void GradientTangent<TFunction>(GpuFrame frame, View dy, View x, View dyTangent, View xTangent, View dxTangent, View dx, int count)
        where TFunction : struct, IActivation
    {
        var views = new ActivationTangentViews(dy, x, dyTangent, xTangent, dxTangent, dx, dx, dx);
        Of<TFunction>.GradientTangent.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), views, count);
    }

    /// <summary>The same with the tangent of the activation, f'(x) x', and the activation f(x).</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="dy">Gradient of the output.</param>
    /// <param name="x">Input.</param>
    /// <param name="dyTangent">Tangent of dy.</param>
    /// <param name="xTangent">Tangent of x.</param>
    /// <param name="dxTangent">Tangent of dx.</param>
    /// <param name="dx">Gradient of the input.</param>
    /// <param name="yTangent">Tangent of y.</param>
    /// <param name="y">The activation.</param>
    /// <param name="count">Elements.</param>
    public static void GradientTangentAndValue<TFunction>(
        GpuFrame frame, View dy, View x, View dyTangent, View xTangent, View dxTangent, View dx, View yTangent, View y, int count)
        where TFunction : struct, IActivation
    {
        var views = new ActivationTangentViews(dy, x, dyTangent, xTangent, dxTangent, dx, yTangent, y);
        Of<TFunction>.GradientTangentAndValue.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), views, count);
    }

    internal static void ValueAll<TFunction>(View x, View y, int count)
        where TFunction : struct, IActivation
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            y[i] = TFunction.Value<SimdScalar, float>(x[i]);
        }
    }

    internal static void SumAll<TFunction>(View x, View residual, View y, int count)
        where TFunction : struct, IActivation
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            y[i] = TFunction.Value<SimdScalar, float>(x[i]) + residual[i];
        }
    }

    internal static void GradientAll<TFunction>(View dy, View x, View dx, int count)
        where TFunction : struct, IActivation
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            dx[i] = dy[i] * TFunction.Gradient<SimdScalar, float>(x[i], out _);
        }
    }

    internal static void PermutedGradientAll<TFunction>(View dy, View x, View dx, PlaceList places, int count)
        where TFunction : struct, IActivation
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            dx[i] = dy[PlaceList.At(places, i)] * TFunction.Gradient<SimdScalar, float>(x[i], out _);
        }
    }

    internal static void GradientAndValueAll<TFunction>(View dy, View x, View dx, View y, int count)
        where TFunction : struct, IActivation
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            dx[i] = dy[i] * TFunction.Gradient<SimdScalar, float>(x[i], out float value);
            y[i] = value;
        }
    }

    internal static void GradientTangentAll<TFunction>(ActivationTangentViews views, int count)
        where TFunction : struct, IActivation
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            float bend = TFunction.SecondDerivative<SimdScalar, float>(views.Input[i], out float slope, out _);
            Store(views, i, bend, slope);
        }
    }

    internal static void GradientTangentAndValueAll<TFunction>(ActivationTangentViews views, int count)
        where TFunction : struct, IActivation
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            float bend = TFunction.SecondDerivative<SimdScalar, float>(views.Input[i], out float slope, out float value);
            views.ActivationTangent[i] = slope * views.InputTangent[i];
            views.Activation[i] = value;
            Store(views, i, bend, slope);
        }
    }

    private static void Store(ActivationTangentViews views, int i, float bend, float slope)
    {
        float gradient = views.OutputGradient[i];
        views.InputGradientTangent[i] = SimdScalar.MultiplyAdd(gradient * bend, views.InputTangent[i], views.OutputGradientTangent[i] * slope);
        views.InputGradient[i] = gradient * slope;
    }

    /// <summary>The kernels of one function.</summary>
    private static class Of<TFunction>
        where TFunction : struct, IActivation
    {
        public static readonly LibraryKernel<TwoViewsLauncher> Value = new(ValueAll<TFunction>);

        public static readonly LibraryKernel<ThreeViewsLauncher> Sum = new(SumAll<TFunction>);

        public static readonly LibraryKernel<ThreeViewsLauncher> Gradient = new(GradientAll<TFunction>);

        public static readonly LibraryKernel<PermutedLauncher> PermutedGradient = new(PermutedGradientAll<TFunction>);

        public static readonly LibraryKernel<FourViewsLauncher> GradientAndValue = new(GradientAndValueAll<TFunction>);

        public static readonly LibraryKernel<TangentLauncher> GradientTangent = new(GradientTangentAll<TFunction>);

        public static readonly LibraryKernel<TangentLauncher> GradientTangentAndValue = new(GradientTangentAndValueAll<TFunction>);
    }
}
