namespace SparseGen.Tests.Data;

/// <summary>Parts of data sets and data sets put together: which samples they have, and that labels, targets and names go with them.</summary>
public sealed class DatasetPartTests
{
    private static readonly string[] Names = ["zero", "one", "two"];

    public static TheoryData<string> Kinds => ["bytes", "floats", "targets", "source", "sourceTargets"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SubsetsOfEverySourceHaveTheSamplesInTheirOrder(string kind)
    {
        Dataset data = Make(kind, 6);
        Dataset subset = data.Subset([4, 0, 4]).Subset([2, 1]);
        Assert.Equal(2, subset.Count);
        Assert.Equal(Read(data, 4), Read(subset, 0));
        Assert.Equal(Read(data, 0), Read(subset, 1));
        Assert.Equal(Names, subset.ClassNames);
        Assert.Equal(data.HasLabels, subset.HasLabels);
        Assert.Equal(data.TargetSize, subset.TargetSize);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SourcesOfAnyTwoKindsCanBePutTogether(string kind)
    {
        Dataset first = Make(kind, 3);
        foreach (string other in ((IEnumerable<object[]>)Kinds).Select(static row => (string)row[0]).Where(other => Make(other, 2).HasLabels == first.HasLabels))
        {
            Dataset second = Make(other, 4).Take(2);
            Dataset both = first.Concat(second);
            Assert.Equal(5, both.Count);
            Assert.Equal(Read(first, 2), Read(both, 2));
            Assert.Equal(Read(second, 1), Read(both, 4));
            Assert.Equal(Names, both.ClassNames);
        }
    }

    [Fact]
    public void WhatDoesNotFitTogetherIsRefused()
    {
        Dataset floats = Make("floats", 3);
        AssertRefused("a sample of it has 1 inputs; expected 2", Dataset.FromFloats(new float[3], 1, new int[3]));
        AssertRefused("it has target numbers; expected labels", Make("targets", 2));
        AssertRefused("its classes are a, b, c; expected zero, one, two", floats.WithClassNames("a", "b", "c"));

        void AssertRefused(string reason, Dataset other) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(() => floats.Concat(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALabelWithoutANameIsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(() => Make("floats", 3).WithClassNames("zero", "one"));
        Assert.Contains("label of sample 2 is 2; with 2 names", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("indices", () => Make("floats", 3).Subset([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make("floats", 3).Subset([0, 3]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ASplitHasEverySampleOnceAndIsTheSameAgain(bool stratified)
    {
        Dataset data = Make("floats", 20);
        (Dataset first, Dataset second) = data.Split(0.3, seed: 5, stratified);
        float[] samples = [.. All(first), .. All(second)];
        Assert.Equal(6, first.Count);
        Assert.Equal(All(data).Order(), samples.Order());
        Assert.Equal(All(first), All(data.Split(6, seed: 5, stratified).First));
        Assert.NotEqual(All(first), All(data.Split(6, seed: 6, stratified).First));
        Assert.Equal(All(first).Order(), All(first));
    }

    [Fact]
    public void AStratifiedSplitHasTheSharesOfTheClasses()
    {
        // 50, 30 and 7 of 87, of which 29 make 16.67, 10 and 2.33: the largest remainder gets what is left.
        int[] labels = [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(1, 30), .. Enumerable.Repeat(2, 7)];
        Dataset data = Dataset.FromFloats(new float[87], 1, labels);
        (Dataset first, Dataset second) = data.Split(29, stratified: true);
        Assert.Equal([17, 10, 2], Enumerable.Range(0, 3).Select(label => first.Labels.Count(label)));
        Assert.Equal([33, 20, 5], Enumerable.Range(0, 3).Select(label => second.Labels.Count(label)));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    [InlineData(0.01)]
    public void ASplitLeavesBothPartsSomething(double fraction)
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(fraction), () => Make("floats", 10).Split(fraction));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Make("floats", 10).Split(10));
        Assert.Throws<InvalidOperationException>(() => Make("targets", 10).Split(3, stratified: true));
    }

    private static Dataset Make(string kind, int count)
    {
        float[] floats = [.. Enumerable.Range(0, 2 * count).Select(static i => (float)i)];
        int[] labels = [.. Enumerable.Range(0, count).Select(static i => i % 3)];
        float[] targets = [.. Enumerable.Range(0, 3 * count).Select(static i => i + 100f)];
        SampleFill fill = (index, destination) => floats.AsSpan(2 * index, 2).CopyTo(destination);
        return kind switch
        {
            "bytes" => Dataset.FromBytes(IdxFiles.Ramp(2 * count), 2, labels, classNames: [.. Names]),
            "floats" => Dataset.FromFloats(floats, 2, labels, [.. Names]),
            "targets" => Dataset.FromFloats(floats, 2, targets, 3, [.. Names]),
            "source" => Dataset.FromSource(count, 2, fill, labels, [.. Names]),
            _ => Dataset.FromSource(count, 2, fill, 3, (index, destination) => targets.AsSpan(3 * index, 3).CopyTo(destination), [.. Names]),
        };
    }

    private static float[] Read(Dataset data, int index)
    {
        float[] inputs = new float[data.InputSize];
        data.FillInputs([index], inputs);
        if (data.HasLabels)
        {
            int[] label = new int[1];
            data.FillLabels([index], label);
            return [.. inputs, label[0]];
        }

        float[] targets = new float[data.TargetSize];
        data.FillTargets([index], targets);
        return [.. inputs, .. targets];
    }

    private static float[] All(Dataset data)
    {
        float[] inputs = new float[data.Count * data.InputSize];
        data.FillInputs([.. Enumerable.Range(0, data.Count)], inputs);
        return inputs;
    }
}
