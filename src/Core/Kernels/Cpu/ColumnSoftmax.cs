using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Softmax of the columns of matrices, its derivative and the tangent of that: what <see cref="Softmax"/> is for rows. Columns lie side by side, so that each lane of a vector has
/// one of its own: nothing is added across lanes, and no matrix is transposed.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ColumnSoftmax
{
    /// <summary>output = e^(input - m) / sum(e^(input - m)) with the largest number m of the column, so that no power is too large.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[matrices, rows, columns].</param>
    /// <param name="output">[matrices, rows, columns].</param>
    /// <param name="matrices">Matrices of all samples.</param>
    /// <param name="rows">Rows of a matrix; at least 1.</param>
    /// <param name="columns">Columns of a matrix.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TSimd, TVector>(ref float input, ref float output, int matrices, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int matrix = 0; matrix < matrices; matrix++)
        {
            ref float x = ref Unsafe.Add(ref input, matrix * rows * columns);
            ref float y = ref Unsafe.Add(ref output, matrix * rows * columns);
            int column = 0;
            for (; column <= columns - (2 * TSimd.Width); column += 2 * TSimd.Width)
            {
                Vectors<TSimd, TVector, Present>(ref Unsafe.Add(ref x, column), ref Unsafe.Add(ref y, column), rows, columns, 2 * TSimd.Width);
            }

            for (; column < columns; column += TSimd.Width)
            {
                Vectors<TSimd, TVector, Absent>(ref Unsafe.Add(ref x, column), ref Unsafe.Add(ref y, column), rows, columns, columns - column);
            }
        }
    }

    /// <summary>One vector of columns, or two whole ones, which share the loads of constants.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Vectors<TSimd, TVector, TSecond>(ref float x, ref float y, int rows, int columns, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TSecond : struct, IOption
    {
        int next = TSecond.IsPresent ? TSimd.Width : 0, left = lanes - next;
        TVector largest = Lanes.Load<TSimd, TVector>(ref x, lanes), nextLargest = Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref x, next), left);
        for (int row = 1; row < rows; row++)
        {
            ref float from = ref Unsafe.Add(ref x, row * columns);
            largest = TSimd.Max(largest, Lanes.Load<TSimd, TVector>(ref from, lanes));
            if (TSecond.IsPresent)
            {
                nextLargest = TSimd.Max(nextLargest, Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref from, next), left));
            }
        }

        TVector sum = TSimd.Zero, nextSum = TSimd.Zero;
        for (int row = 0; row < rows; row++)
        {
            ref float from = ref Unsafe.Add(ref x, row * columns);
            ref float to = ref Unsafe.Add(ref y, row * columns);
            TVector power = Exponential.ExpOfDifference<TSimd, TVector>(Lanes.Load<TSimd, TVector>(ref from, lanes), largest);
            if (TSecond.IsPresent)
            {
                TVector nextPower = Exponential.ExpOfDifference<TSimd, TVector>(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref from, next), left), nextLargest);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, next), nextPower, left);
                nextSum = TSimd.Add(nextSum, nextPower);
            }

            Lanes.Store<TSimd, TVector>(ref to, power, lanes);
            sum = TSimd.Add(sum, power);
        }

        TVector share = TSimd.Divide(TSimd.Broadcast(1f), sum), nextShare = TSimd.Divide(TSimd.Broadcast(1f), nextSum);
        for (int row = 0; row < rows; row++)
        {
            ref float place = ref Unsafe.Add(ref y, row * columns);
            Lanes.Store<TSimd, TVector>(ref place, TSimd.Multiply(Lanes.Load<TSimd, TVector>(ref place, lanes), share), lanes);
            if (TSecond.IsPresent)
            {
                place = ref Unsafe.Add(ref place, next);
                Lanes.Store<TSimd, TVector>(ref place, TSimd.Multiply(Lanes.Load<TSimd, TVector>(ref place, left), nextShare), left);
            }
        }
    }

    /// <summary>inputGradient = output (outputGradient - sum(outputGradient output)), which is also the tangent of the output along what stands in place of its gradient.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="outputGradient">[matrices, rows, columns].</param>
    /// <param name="output">What <see cref="Forward"/> computed, [matrices, rows, columns].</param>
    /// <param name="inputGradient">[matrices, rows, columns].</param>
    /// <param name="matrices">Matrices of all samples.</param>
    /// <param name="rows">Rows of a matrix.</param>
    /// <param name="columns">Columns of a matrix.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TSimd, TVector>(ref float outputGradient, ref float output, ref float inputGradient, int matrices, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int matrix = 0; matrix < matrices; matrix++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                int lanes = columns - column, start = (matrix * rows * columns) + column;
                ref float dy = ref Unsafe.Add(ref outputGradient, start);
                ref float y = ref Unsafe.Add(ref output, start);
                ref float dx = ref Unsafe.Add(ref inputGradient, start);
                TVector mean = Products<TSimd, TVector>(ref dy, ref y, rows, columns, lanes, TSimd.Zero);
                for (int row = 0; row < rows; row++)
                {
                    int at = row * columns;
                    TVector centred = TSimd.Subtract(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref dy, at), lanes), mean);
                    TVector result = TSimd.Multiply(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref y, at), lanes), centred);
                    Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref dx, at), result, lanes);
                }
            }
        }
    }

    /// <summary>
    /// The tangent of <see cref="Backward"/>, dx = y (dy - s) with s = sum(dy y): dx' = y' (dy - s) + y (dy' - s') with s' = sum(dy' y + dy y').
    /// </summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="outputGradient">dy, [matrices, rows, columns].</param>
    /// <param name="output">y, [matrices, rows, columns].</param>
    /// <param name="gradientTangent">dy', [matrices, rows, columns].</param>
    /// <param name="outputTangent">y', [matrices, rows, columns].</param>
    /// <param name="result">dx', [matrices, rows, columns].</param>
    /// <param name="matrices">Matrices of all samples.</param>
    /// <param name="rows">Rows of a matrix.</param>
    /// <param name="columns">Columns of a matrix.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BackwardTangent<TSimd, TVector>(
        ref float outputGradient, ref float output, ref float gradientTangent, ref float outputTangent, ref float result, int matrices, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int matrix = 0; matrix < matrices; matrix++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                int lanes = columns - column, start = (matrix * rows * columns) + column;
                ref float dy = ref Unsafe.Add(ref outputGradient, start);
                ref float y = ref Unsafe.Add(ref output, start);
                ref float dyTangent = ref Unsafe.Add(ref gradientTangent, start);
                ref float yTangent = ref Unsafe.Add(ref outputTangent, start);
                TVector mean = Products<TSimd, TVector>(ref dy, ref y, rows, columns, lanes, TSimd.Zero);
                TVector meanTangent = Products<TSimd, TVector>(
                    ref dyTangent, ref y, rows, columns, lanes, Products<TSimd, TVector>(ref dy, ref yTangent, rows, columns, lanes, TSimd.Zero));
                for (int row = 0; row < rows; row++)
                {
                    int at = row * columns;
                    TVector centred = TSimd.Subtract(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref dy, at), lanes), mean);
                    TVector centredTangent = TSimd.Subtract(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref dyTangent, at), lanes), meanTangent);
                    TVector value = TSimd.Multiply(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref yTangent, at), lanes), centred);
                    value = TSimd.MultiplyAdd(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref y, at), lanes), centredTangent, value);
                    Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref result, start + at), value, lanes);
                }
            }
        }
    }

    /// <summary>Adds products of two vectors of columns, row by row, to what is in the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Products<TSimd, TVector>(ref float left, ref float right, int rows, int columns, int lanes, TVector sum)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            sum = TSimd.MultiplyAdd(
                Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref left, row * columns), lanes), Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref right, row * columns), lanes), sum);
        }

        return sum;
    }
}
