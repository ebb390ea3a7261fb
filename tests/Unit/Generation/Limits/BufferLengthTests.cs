extern alias generators;

using SparseGen.Execution;

namespace SparseGen.Tests.Generation.Limits;

/// <summary>What the generator refuses is what the runtime cannot allocate.</summary>
public sealed class BufferLengthTests
{
    [Fact]
    public void TheLongestBufferIsTheRuntimes() => Assert.Equal(FloatArena.MaxLength, generators::SparseGen.Generators.IR.Sizes.LongestBuffer);
}
