using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>How far the next steps of a sum are, which kernels work out from what they carry and not from the index.</summary>
public sealed class AxisMapTests
{
    private const int Depth = ProductEdges.Depth;

    public static TheoryData<string> Maps => [.. All.Keys];

    private static Dictionary<string, AxisMap> All { get; } = new()
    {
        ["plain"] = new(3),
        ["digits of fewer numbers than a step"] = new(5, 2, 70),
        ["a digit a step"] = new(Depth, 1, 100),
        ["a digit that no step ends with"] = new(13, 3, 1000),
        ["panels"] = new(32, 1, 4096),
        ["backwards"] = new(49, 64, -3200),
        ["three digits"] = new(14, 16, 14, 3584, 150528),
        ["three digits of two numbers"] = new(2, 7, 3, 50, 1000),
    };

    [Theory]
    [MemberData(nameof(Maps))]
    public void StepsAddUpToTheIndex(string map)
    {
        AxisMap axis = All[map];
        for (int first = 0; first < 70; first++)
        {
            int at = AxisMap.At(axis, first), mark = AxisMap.Mark(axis, first, Depth);
            for (int index = first; index < 1000; index += Depth)
            {
                Assert.Equal(AxisMap.At(axis, index), at);
                int distance = AxisMap.Advance(axis, mark, index, Depth);
                mark = AxisMap.MarkOf(axis, mark, distance, Depth);
                at += distance;
            }
        }
    }
}
