using SparseGen.Onnx;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Onnx;

/// <summary>The room that a file has.</summary>
public sealed class FileSizeTests
{
    [Fact]
    public void MoreThanTwoGigabytesAreRefusedBeforeTheyAreRead()
    {
        using LinearProbe probe = LinearProbe.Create(1, Device.Cpu);
        var graph = new GraphWriter(LinearProbe.Info, probe.Parameters);
        string message = Assert.Throws<NotSupportedException>(() => graph.Indices([], 0, int.MaxValue / 8)).Message;
        Assert.Contains("LinearProbe", message, StringComparison.Ordinal);
        Assert.Contains("2 GB", message, StringComparison.Ordinal);
    }
}
