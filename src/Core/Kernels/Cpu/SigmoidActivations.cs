using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary><see cref="ActivationKind.Silu"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Silu : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.Silu<TSimd, TVector>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.SiluGradient<TSimd, TVector>(x, out value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.SiluSecondDerivative<TSimd, TVector>(x, out slope, out value);
}

/// <summary><see cref="ActivationKind.Sigmoid"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Sigmoid : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.Sigmoid<TSimd, TVector>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.SigmoidGradient<TSimd, TVector>(x, out value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.SigmoidSecondDerivative<TSimd, TVector>(x, out slope, out value);
}

/// <summary><see cref="ActivationKind.Tanh"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Tanh : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.Tanh<TSimd, TVector>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.TanhGradient<TSimd, TVector>(x, out value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.TanhSecondDerivative<TSimd, TVector>(x, out slope, out value);
}

/// <summary><see cref="ActivationKind.Softplus"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Softplus : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.Softplus<TSimd, TVector>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.SoftplusGradient<TSimd, TVector>(x, out value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SecondDerivative<TSimd, TVector>(TVector x, out TVector slope, out TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Activations.SoftplusSecondDerivative<TSimd, TVector>(x, out slope, out value);
}
