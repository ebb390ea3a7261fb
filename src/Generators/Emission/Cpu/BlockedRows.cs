using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>
/// Kernels that go through rows and leave sums over them, as the derivatives of layer norm do: the sums of a block of rows grow in a room of their own, which stays in the first-level
/// cache, and are added to the gradients behind it (<see cref="SumBlock"/>).
/// </summary>
internal static class BlockedRows
{
    /// <summary>Where the block at hand sums up the gradient of the weight.</summary>
    public const string WeightSums = "weightSums";

    /// <summary>Where the block at hand sums up the gradient of the bias.</summary>
    public const string BiasSums = "biasSums";

    /// <summary>The room, as an argument; also says how the gradients grow.</summary>
    /// <param name="cpu">The pass.</param>
    /// <param name="shape">Shape whose rows are summed.</param>
    /// <param name="hasBias">Whether there is a second sum.</param>
    public static string Room(CpuContext cpu, Shape shape, bool hasBias)
    {
        cpu.AddsToGradient(shape.Rows);
        return cpu.Workspace(Length(shape.Last, hasBias));
    }

    /// <summary>Writes the loops: over blocks, and over the rows of each, around what adds to the sums. The kernel has the parameters weightGradient, biasGradient, room and rows.</summary>
    public static void Write(CodeWriter code, int channels, bool hasBias, Action<CodeWriter> writeRow)
    {
        code.Line($"ref float {WeightSums} = ref room;");
        if (hasBias)
        {
            code.Line($"ref float {BiasSums} = ref Unsafe.Add(ref room, {Text.Of(IntervalAllocator.Round(channels))});");
        }

        using (code.Block($"for (int first = 0; first < rows; first += {SumBlock.Terms})"))
        {
            code.Line($"int last = Math.Min(first + {SumBlock.Terms}, rows);");
            code.Line($"BlockSums.Clear(ref room, {Text.Of(Length(channels, hasBias))});");
            using (code.Block("for (int row = first; row < last; row++)"))
            {
                writeRow(code);
            }

            code.Line();
            code.Line($"BlockSums.Add<TSimd, TVector>(ref {WeightSums}, ref weightGradient, Channels);");
            if (hasBias)
            {
                code.Line($"BlockSums.Add<TSimd, TVector>(ref {BiasSums}, ref biasGradient, Channels);");
            }
        }
    }

    private static long Length(int channels, bool hasBias) => IntervalAllocator.Round(channels) * (hasBias ? 2 : 1);
}
