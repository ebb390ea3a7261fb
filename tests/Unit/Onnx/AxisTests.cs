using SparseGen.Onnx;

namespace SparseGen.Tests.Onnx;

/// <summary>Strides as an order of axes.</summary>
public sealed class AxisTests
{
    [Fact]
    public void AxesAreOrderedByTheirStrides()
    {
        Assert.Equal([1, 2, 0], Axis.Order([new(5, 1), new(3, 35), new(7, 5)], 105));
        Assert.Equal([0, 1], Axis.Order([new(3, 5), new(5, 1)], 15));
    }

    [Fact]
    public void AxesOfOneStepAreNeverInTheWay()
    {
        Assert.Equal([0, 2, 3, 1], Axis.Order([new(1, 0), new(4, 1), new(1, 99), new(2, 4)], 8));
        Assert.Equal([0, 1, 2, 3], Axis.Order([new(2, 4), new(1, 0), new(4, 1), new(1, 99)], 8));
    }

    [Fact]
    public void WalksThatMissNumbersOrMeetThemTwiceAreRefused()
    {
        Assert.Throws<InvalidOperationException>(() => Axis.Order([new(3, 2)], 6));
        Assert.Throws<InvalidOperationException>(() => Axis.Order([new(3, 1), new(3, 2)], 9));
        Assert.Throws<InvalidOperationException>(() => Axis.Order([new(3, 1)], 4));
        Assert.Throws<InvalidOperationException>(() => Axis.Order([new(2, 3), new(2, 3), new(3, 1)], 12));
    }
}
