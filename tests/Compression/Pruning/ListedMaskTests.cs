namespace SparseGen.Tests.Compression;

/// <summary>Sparse layers with the mask of a list, such as one that pruning has left.</summary>
public sealed class ListedMaskTests
{
    [Fact]
    public void AListedMaskIsTheMaskOfTheLayer()
    {
        Assert.Equal([12, 4], ListedMasks.Info.Masks.Select(static mask => mask.Mask.Count));
        Assert.All(Enumerable.Range(0, 24), static place => Assert.Equal(place % 2 == 0, ListedMasks.Info.Masks[0].Mask.IsKept(place / 6, place % 6)));
        Assert.All(Enumerable.Range(0, 16), static place => Assert.Equal(place is 3 or 6 or 9 or 12, ListedMasks.Info.Masks[1].Mask.IsKept(place / 4, place % 4)));
        using var model = new ListedMasks(maxBatch: 1);
        float[] weight = RandomNumbers.Normal(24, 1), second = new float[16], output = new float[4];
        for (int i = 1; i < 24; i += 2)
        {
            weight[i] = 0;
        }

        foreach (int place in (int[])[3, 6, 9, 12])
        {
            second[place] = 1;
        }

        model.Parameters.SetTensor("listed.weight", weight);
        model.Parameters.SetTensor("named.weight", second);
        float[] input = RandomNumbers.Normal(6, 2);
        model.Forward(input, output);
        double[] hidden = RandomNumbers.Product(input, weight, [], 6);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(hidden[3 - i], output[i], 1e-5));
        weight[3] = 1;
        Assert.Contains(
            "the mask does not keep this weight", Assert.Throws<ArgumentException>(() => model.Parameters.SetTensor("listed.weight", weight)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AListThatIsNoMaskIsRefusedWithWhatWasExpected()
    {
        Refused([0, 1], "Masks.Kept keeps 2 weights; expected 3 of 2 x 4, as the density says.");
        Refused([0, 1, 8], "Masks.Kept has the place 8, which is outside of 2 x 4 weights or comes twice.");
        Refused([0, 1, -1], "has the place -1");
        Refused([0, 1, 1], "has the place 1, which is outside of 2 x 4 weights or comes twice");

        static void Refused(int[] places, string message) => Assert.Contains(
            message, Assert.Throws<InvalidOperationException>(() => SparseMask.Listed(2, 4, 3, "Masks.Kept", places)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheMaskOfAFileBecomesAList()
    {
        float[] weight = RandomNumbers.Normal(24, 1);
        WeightMask mask = WeightMask.OfMagnitude(weight, 4, 0.5);
        using var file = new TemporaryPath();
        new PruningMasks(new Dictionary<string, WeightMask> { ["listed.weight"] = mask }).Save(file.Path);
        int[] places = PruningMasks.LoadOne(file.Path, "listed.weight", 4, 6).Places;
        Assert.Equal(12, SparseMask.Listed(4, 6, 12, "list", places).Count);
        Assert.All(places, place => Assert.True(mask.IsKept(place / 6, place % 6)));
        CheckpointException problem = Assert.Throws<CheckpointException>(() => PruningMasks.LoadOne(file.Path, "listed.weight", 5, 6));
        Assert.Contains("is U8 [4, 6]; expected U8 [5, 6]", problem.Message, StringComparison.Ordinal);
    }
}
