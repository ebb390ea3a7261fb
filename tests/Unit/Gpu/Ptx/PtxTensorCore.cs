namespace SparseGen.Tests.Gpu.Ptx;

/// <summary>
/// The instructions that a warp executes together, by NVIDIA's definition of their fragments (PTX ISA 7.0, "Matrix fragments for mma.m16n8k8"). Products are exact and each sum is
/// truncated to single precision: that is what is known of the sums of tensor cores (Fasi, Higham, Mikaitis, Pranesh 2021, "Numerical behavior of NVIDIA tensor cores").
/// </summary>
internal static class PtxTensorCore
{
    private const int Rows = 16, Steps = 8, Columns = 8, Lanes = 32;

    /// <summary>D = A B + C for the lanes of a warp.</summary>
    /// <param name="isBrain">Whether operands are pairs of BF16 numbers, and not TF32.</param>
    /// <param name="a">Registers of the left operand, lane by lane.</param>
    /// <param name="b">Registers of the right operand.</param>
    /// <param name="c">Registers of what is added to.</param>
    /// <returns>Registers of the result.</returns>
    public static uint[][] Multiply(bool isBrain, uint[][] a, uint[][] b, uint[][] c)
    {
        double[,] left = new double[Rows, Steps], right = new double[Steps, Columns];
        for (int lane = 0; lane < Lanes; lane++)
        {
            (int g, int t) = (lane / 4, lane % 4);
            if (isBrain)
            {
                (left[g, 2 * t], left[g, (2 * t) + 1]) = Pair(a[lane][0]);
                (left[g + 8, 2 * t], left[g + 8, (2 * t) + 1]) = Pair(a[lane][1]);
                (right[2 * t, g], right[(2 * t) + 1, g]) = Pair(b[lane][0]);
            }
            else
            {
                (left[g, t], left[g + 8, t], left[g, t + 4], left[g + 8, t + 4]) = (Tf32(a[lane][0]), Tf32(a[lane][1]), Tf32(a[lane][2]), Tf32(a[lane][3]));
                (right[t, g], right[t + 4, g]) = (Tf32(b[lane][0]), Tf32(b[lane][1]));
            }
        }

        uint[][] result = new uint[Lanes][];
        for (int lane = 0; lane < Lanes; lane++)
        {
            (int g, int t) = (lane / 4, lane % 4);
            result[lane] = [Sum(g, 2 * t, c[lane][0]), Sum(g, (2 * t) + 1, c[lane][1]), Sum(g + 8, 2 * t, c[lane][2]), Sum(g + 8, (2 * t) + 1, c[lane][3])];
        }

        return result;

        uint Sum(int row, int column, uint added)
        {
            double sum = BitConverter.UInt32BitsToSingle(added);
            for (int step = 0; step < Steps; step++)
            {
                sum += left[row, step] * right[step, column];
            }

            return BitConverter.SingleToUInt32Bits(Truncate(sum));
        }
    }

    private static float Truncate(double value)
    {
        float nearest = (float)value;
        return Math.Abs((double)nearest) > Math.Abs(value) ? BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(nearest) - 1) : nearest;
    }

    private static double Tf32(uint bits)
    {
        if ((bits & 0x1FFF) != 0)
        {
            Assert.Fail($"{bits:X} is no TF32 number.");
        }

        return BitConverter.UInt32BitsToSingle(bits);
    }

    private static (double Low, double High) Pair(uint bits) => (BitConverter.UInt32BitsToSingle(bits << 16), BitConverter.UInt32BitsToSingle(bits & 0xFFFF0000));
}
