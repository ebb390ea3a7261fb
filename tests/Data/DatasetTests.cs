namespace SparseGen.Tests.Data;

/// <summary>Copying samples out of data sets.</summary>
public sealed class DatasetTests
{
    private static readonly Dataset Bytes = Dataset.FromBytes(IdxFiles.Ramp(12), 3, new[] { 5, 6, 7, 8 }, mean: 0.5f, deviation: 0.25f);

    [Fact]
    public void CopiesTheSamplesThatWereAskedForInTheirOrder()
    {
        float[] inputs = new float[6];
        int[] labels = new int[2];
        Bytes.FillInputs([3, 1], inputs);
        Bytes.FillLabels([3, 1], labels);
        Assert.Equal(new[] { 9, 10, 11, 3, 4, 5 }.Select(static value => ((value / 255f) - 0.5f) / 0.25f), inputs);
        Assert.Equal([8, 6], labels);
    }

    [Fact]
    public void CopiesFloatsAndTargets()
    {
        Dataset data = Dataset.FromFloats(new float[] { 1, 2, 3, 4 }, 2, new float[] { 10, 11, 12, 20, 21, 22 }, 3);
        float[] inputs = new float[2];
        float[] targets = new float[3];
        data.FillInputs([1], inputs);
        data.FillTargets([1], targets);
        Assert.Equal([3, 4], inputs);
        Assert.Equal([20, 21, 22], targets);
        Assert.False(data.HasLabels);
        Assert.Throws<InvalidOperationException>(() => data.FillLabels([0], new int[1]));
        Assert.Throws<InvalidOperationException>(() => Bytes.FillTargets([0], new float[1]));
    }

    [Fact]
    public void TakeLimitsTheSamples()
    {
        Dataset two = Bytes.Take(2);
        Assert.Equal(2, two.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => two.FillInputs([2], new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => two.FillLabels([2], new int[1]));
        Assert.Equal(4, Bytes.Take(100).Count);
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Bytes.Take(0));
    }

    [Fact]
    public void CopyingAllocatesNothing()
    {
        float[] inputs = new float[6];
        int[] labels = new int[2];
        int[] indices = [1, 2];
        Allocations.AssertNone(() =>
        {
            Bytes.FillInputs(indices, inputs);
            Bytes.FillLabels(indices, labels);
        });
    }

    [Fact]
    public void RejectsWhatDoesNotFit()
    {
        Assert.Throws<ArgumentException>("inputs", () => Dataset.FromBytes(new byte[7], 3, new int[2]));
        Assert.Throws<ArgumentException>("inputs", () => Dataset.FromFloats(ReadOnlyMemory<float>.Empty, 3, ReadOnlyMemory<int>.Empty));
        Assert.Throws<ArgumentException>("labels", () => Dataset.FromBytes(new byte[6], 3, new int[3]));
        Assert.Throws<ArgumentException>("labels", () => Dataset.FromBytes(new byte[6], 3, new[] { 0, -1 }));
        Assert.Throws<ArgumentException>("targets", () => Dataset.FromFloats(new float[6], 3, new float[5], 2));
        Assert.Throws<ArgumentOutOfRangeException>("deviation", () => Dataset.FromBytes(new byte[6], 3, new int[2], deviation: 0));
        Assert.Throws<ArgumentException>("destination", () => Bytes.FillInputs([0], new float[4]));
        Assert.Throws<ArgumentException>("destination", () => Bytes.FillLabels([0], new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bytes.FillInputs([-1], new float[3]));
    }
}
