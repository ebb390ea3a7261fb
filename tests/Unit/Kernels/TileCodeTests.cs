using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>
/// The machine code of the register tiles, which is the product: the loop over the sum has two fused multiply-adds for each row, no call, and nothing that went from registers
/// to the stack. The JIT prints what it compiles in a child process, which runs one of FashionMixer's products.
/// </summary>
public sealed partial class TileCodeTests
{
    private const string Category = "MachineCode";

    [SkippableTheory]
    [InlineData(512, 14)]
    [InlineData(256, 14)]
    [InlineData(256, 6)]
    public void TheLoopKeepsItsSumsInRegisters(int bits, int height)
    {
        bool hasWidth = bits == 512 ? Vector512.IsHardwareAccelerated && Simd512.HasManyRegisters : Vector256.IsHardwareAccelerated && Simd256.HasManyRegisters == height > 6;
        Skip.IfNot(hasWidth, $"This processor has no tiles of {height} rows with {bits} bits.");

        string listing = Path.GetTempFileName();
        try
        {
            var result = ChildTestRun.Run($"Category={Category}", new Dictionary<string, string> { ["DOTNET_JitDisasm"] = "Pair", ["DOTNET_JitStdOutFile"] = listing });
            Assert.True(result is { Passed: > 0, Failed: 0 }, result.Output);

            string method = MethodOf(File.ReadAllText(listing), $"PanelTile{height}:Pair[SparseGen.Simd.Simd{bits},");
            string loop = LoopOf(method);
            Assert.Equal(2 * height, FusedMultiplyAdd().Count(loop));
            Assert.DoesNotContain("call", loop, StringComparison.Ordinal);
            Assert.DoesNotMatch(OnTheStack(), loop);
        }
        finally
        {
            File.Delete(listing);
        }
    }

    [Fact]
    [Trait("Category", Category)]
    public void TheProductRuns()
    {
        foreach (var floats in Widths.Floats)
        {
            Widths.Run(floats, new FashionMixerProduct());
        }
    }

    private static string MethodOf(string listing, string name)
    {
        string[] methods = listing.Split("; Assembly listing for method ");
        return Assert.Single(methods, method => method.Contains(name, StringComparison.Ordinal));
    }

    /// <summary>The instructions from the label that the last backward jump around a multiply-add leads to, to that jump.</summary>
    private static string LoopOf(string method)
    {
        foreach (Match jump in Jump().Matches(method))
        {
            int start = method.IndexOf($"{jump.Groups[1].Value}:", StringComparison.Ordinal);
            if (start >= 0 && start < jump.Index && FusedMultiplyAdd().IsMatch(method[start..jump.Index]))
            {
                return method[start..jump.Index];
            }
        }

        throw new InvalidOperationException($"There is no loop with multiply-adds in:\n{method}");
    }

    [GeneratedRegex(@"\bvfmadd\d+ps\b")]
    private static partial Regex FusedMultiplyAdd();

    [GeneratedRegex(@"\bj[a-z]+\s+(?:SHORT\s+)?(G_M\d+_IG\d+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"\[r(bp|sp)\b")]
    private static partial Regex OnTheStack();

    /// <summary>Two samples, whose 98 rows are seven tiles of 14.</summary>
    private sealed class FashionMixerProduct : IWidthCheck
    {
        private const int Samples = 2, Rows = Samples * 49;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var shape = new PanelProductShape
            {
                Batch = BatchAxis.Rows,
                Rows = 49,
                Depth = 64,
                Columns = 256,
                LeftRow = 64,
                LeftDepth = 1,
                RightDepth = 32,
                RightPanel = 64 * 32,
                OutputRow = 256,
            };
            var left = Numbers.Random(Rows * 64, 1);
            var right = Numbers.Random(64 * 256, 2);
            var bias = Numbers.Random(256, 3);
            var output = Numbers.Unwritten(Rows * 256);
            PanelProduct.Run<TSimd, TVector, ColumnBias, Absent, NoEpilogue>(
                shape, Samples, new ProductOperands { Left = ref left[0], Right = ref right[0], Bias = ref bias[0], Output = ref output[0] });
            Assert.DoesNotContain(float.NaN, output[..(Rows * 256)]);
        }
    }
}
