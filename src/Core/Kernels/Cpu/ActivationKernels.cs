using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Activations and their derivatives on tiles, as <see cref="Elementwise"/> has them. Where speed is decided by them, two vectors at a time share the loads of constants.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActivationKernels
{
    /// <summary>y = f(x).</summary>
    /// <param name="x">Input.</param>
    /// <param name="y">Result.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Value<TSimd, TVector, TFunction>(Tile x, Tile y, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TFunction : struct, IActivation
    {
        for (int row = 0; row < rows; row++)
        {
            ref float from = ref x.Row(row);
            ref float to = ref y.Row(row);
            int column = 0;
            for (; column < columns - TSimd.Width; column += 2 * TSimd.Width)
            {
                TVector first = TFunction.Value<TSimd, TVector>(TSimd.Load(ref Unsafe.Add(ref from, column)));
                TVector second = TFunction.Value<TSimd, TVector>(TSimd.Load(ref Unsafe.Add(ref from, column + TSimd.Width)));
                TSimd.Store(ref Unsafe.Add(ref to, column), first);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, column + TSimd.Width), second, columns - column - TSimd.Width);
            }

            if (column < columns)
            {
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, column), TFunction.Value<TSimd, TVector>(TSimd.Load(ref Unsafe.Add(ref from, column))), columns - column);
            }
        }
    }

    /// <summary>y = f(x) + residual.</summary>
    /// <param name="x">Input.</param>
    /// <param name="residual">Is added.</param>
    /// <param name="y">Result.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<TSimd, TVector, TFunction>(Tile x, Tile residual, Tile y, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TFunction : struct, IActivation
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector value = TFunction.Value<TSimd, TVector>(TSimd.Load(ref Unsafe.Add(ref x.Row(row), column)));
                TVector sum = TSimd.Add(value, TSimd.Load(ref Unsafe.Add(ref residual.Row(row), column)));
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y.Row(row), column), sum, columns - column);
            }
        }
    }

    /// <summary>dx = dy f'(x): the vector-Jacobian product, and the tangent too.</summary>
    /// <param name="dy">Gradient of the output, or tangent of the input.</param>
    /// <param name="x">Input.</param>
    /// <param name="dx">Result.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TSimd, TVector, TFunction>(Tile dy, Tile x, Tile dx, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TFunction : struct, IActivation
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector slope = TFunction.Gradient<TSimd, TVector>(TSimd.Load(ref Unsafe.Add(ref x.Row(row), column)), out _);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref dx.Row(row), column), TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref dy.Row(row), column)), slope), columns - column);
            }
        }
    }

    /// <summary>dx = dy f'(x) and y = f(x), which shares most of the work.</summary>
    /// <param name="dy">Gradient of the output.</param>
    /// <param name="x">Input.</param>
    /// <param name="dx">Gradient of the input.</param>
    /// <param name="y">The activation.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GradientAndValue<TSimd, TVector, TFunction>(Tile dy, Tile x, Tile dx, Tile y, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TFunction : struct, IActivation
    {
        for (int row = 0; row < rows; row++)
        {
            ref float from = ref x.Row(row), gradient = ref dy.Row(row), to = ref dx.Row(row), value = ref y.Row(row);
            int column = 0;
            for (; column < columns - TSimd.Width; column += 2 * TSimd.Width)
            {
                int next = column + TSimd.Width;
                TVector slope = TFunction.Gradient<TSimd, TVector>(TSimd.Load(ref Unsafe.Add(ref from, column)), out TVector first);
                TVector nextSlope = TFunction.Gradient<TSimd, TVector>(TSimd.Load(ref Unsafe.Add(ref from, next)), out TVector second);
                slope = TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref gradient, column)), slope);
                nextSlope = TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref gradient, next)), nextSlope);
                TSimd.Store(ref Unsafe.Add(ref to, column), slope);
                TSimd.Store(ref Unsafe.Add(ref value, column), first);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, next), nextSlope, columns - next);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref value, next), second, columns - next);
            }

            if (column < columns)
            {
                TVector slope = TFunction.Gradient<TSimd, TVector>(TSimd.Load(ref Unsafe.Add(ref from, column)), out TVector last);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, column), TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref gradient, column)), slope), columns - column);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref value, column), last, columns - column);
            }
        }
    }

    /// <summary>The tangent of dx = dy f'(x), dx' = dy' f'(x) + dy f''(x) x', and dx itself.</summary>
    /// <param name="dy">Gradient of the output.</param>
    /// <param name="x">Input.</param>
    /// <param name="dyTangent">Tangent of the gradient of the output.</param>
    /// <param name="xTangent">Tangent of the input.</param>
    /// <param name="dxTangent">Tangent of the gradient of the input.</param>
    /// <param name="dx">Gradient of the input.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GradientTangent<TSimd, TVector, TFunction>(Tile dy, Tile x, Tile dyTangent, Tile xTangent, Tile dxTangent, Tile dx, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TFunction : struct, IActivation
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector bend = TFunction.SecondDerivative<TSimd, TVector>(TSimd.Load(ref Unsafe.Add(ref x.Row(row), column)), out TVector slope, out _);
                TVector gradient = TSimd.Load(ref Unsafe.Add(ref dy.Row(row), column)), tangent = TSimd.Load(ref Unsafe.Add(ref xTangent.Row(row), column));
                TVector gradientTangent = TSimd.Load(ref Unsafe.Add(ref dyTangent.Row(row), column));
                TVector result = TSimd.MultiplyAdd(TSimd.Multiply(gradient, bend), tangent, TSimd.Multiply(gradientTangent, slope));
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref dxTangent.Row(row), column), result, columns - column);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref dx.Row(row), column), TSimd.Multiply(gradient, slope), columns - column);
            }
        }
    }

    /// <summary>What <see cref="GradientTangent"/> computes, the tangent of the activation, y' = f'(x) x', and the activation y = f(x).</summary>
    /// <param name="dy">Gradient of the output.</param>
    /// <param name="x">Input.</param>
    /// <param name="dyTangent">Tangent of the gradient of the output.</param>
    /// <param name="xTangent">Tangent of the input.</param>
    /// <param name="dxTangent">Tangent of the gradient of the input.</param>
    /// <param name="dx">Gradient of the input.</param>
    /// <param name="yTangent">Tangent of the activation.</param>
    /// <param name="y">The activation.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GradientTangentAndValue<TSimd, TVector, TFunction>(
        Tile dy, Tile x, Tile dyTangent, Tile xTangent, Tile dxTangent, Tile dx, Tile yTangent, Tile y, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TFunction : struct, IActivation
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector bend = TFunction.SecondDerivative<TSimd, TVector>(TSimd.Load(ref Unsafe.Add(ref x.Row(row), column)), out TVector slope, out TVector value);
                TVector gradient = TSimd.Load(ref Unsafe.Add(ref dy.Row(row), column)), tangent = TSimd.Load(ref Unsafe.Add(ref xTangent.Row(row), column));
                TVector gradientTangent = TSimd.Load(ref Unsafe.Add(ref dyTangent.Row(row), column));
                TVector result = TSimd.MultiplyAdd(TSimd.Multiply(gradient, bend), tangent, TSimd.Multiply(gradientTangent, slope));
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref dxTangent.Row(row), column), result, columns - column);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref dx.Row(row), column), TSimd.Multiply(gradient, slope), columns - column);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref yTangent.Row(row), column), TSimd.Multiply(slope, tangent), columns - column);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y.Row(row), column), value, columns - column);
            }
        }
    }
}
