using SparseGen.Tests.Models;

namespace SparseGen.Tests.Numerics;

/// <summary>What a model tells of its permutations and masks, and what it says of lists that are none.</summary>
public sealed class ListedPermutationTests
{
    [Fact]
    public void AModelNamesItsPermutations()
    {
        var permutations = ListedVector.Info.Permutations;
        Assert.Equal(
            [
                ("permuted.before", Permutation.List), ("permuted.after", Permutation.InverseList), ("permuted2.before", Permutation.List), ("permuted2.after", Permutation.Random),
                ("permuted3.0.before", Permutation.List), ("permuted3.0.after", Permutation.InverseList),
                ("permuted3.1.before", Permutation.List), ("permuted3.1.after", Permutation.InverseList),
            ],
            permutations.Select(permutation => (permutation.Name, permutation.Kind)));
        Assert.All(permutations, permutation => Assert.Equal(35, permutation.Length));
        Assert.Equal(Permutations.BlockLocal(35, 6, seed: 9), permutations[0].Indices);
        Assert.Equal(Permutations.Invert(Permutations.BitReversed(35)), permutations[1].Indices);
        Assert.Equal(Permutations.Random(35, 8), permutations[3].Indices);
        Assert.Equal(Permutations.Random(35, 4, "permuted3.1.before"), permutations[6].Indices);
        Assert.Equal(Permutations.Invert(Permutations.Random(35, 4, "permuted3.0.after")), permutations[5].Indices);
    }

    [Fact]
    public void BlocksNameTheFourAroundTheirMixings()
    {
        string[] expected =
        [
            .. from block in new[] { 0, 1, 2 }
               from mixing in new[] { "mlp_tokens", "mlp_channels" }
               from place in new[] { "before", "after" }
               select $"blocks.{block}.{mixing}.{place}",
        ];
        Assert.Equal([.. expected, "listed_part.permuted.before"], ListedMixer.Info.Permutations.Select(permutation => permutation.Name));
        Assert.Equal(ListedPart.Order, ListedMixer.Info.Permutations[^1].Indices);
        Assert.Equal([35, 30], ListedMixer.Info.Permutations[8..10].Select(permutation => permutation.Length));
    }

    [Fact]
    public void AModelNamesItsMasks()
    {
        var mask = Assert.Single(LongSparse.Info.Masks);
        Assert.Equal("sparse.weight", mask.Tensor);
        Assert.Equal((2, 2, 2), (mask.Mask.Outputs, mask.Mask.Inputs, mask.Mask.Count));
        using var model = new LongSparse(maxBatch: 1);
        var values = new float[4];
        model.Parameters.GetTensor("sparse.weight", values);
        Assert.Equal([.. values.Select(value => value != 0)], [.. Enumerable.Range(0, 4).Select(at => mask.Mask.IsKept(at / 2, at % 2))]);
        Assert.Empty(LongLinear.Info.Masks);
        Assert.Empty(LongLinear.Info.Permutations);
    }

    [Fact]
    public void AListThatIsNoPermutationIsRefusedAtTheStart()
    {
        Refuse("short", "ListedBadly.Order has 3 indices; expected a permutation of 4 numbers.");
        Refuse("twice", "ListedBadly.Order[2] is 1; expected each of the numbers 0 to 3 once.");
        Refuse("null", "ListedBadly.Order is null; expected a permutation of 4 numbers.");

        // What was wrong is asked for again, and may be right then.
        ListedBadly.Fault = "";
        using var model = new ListedBadly(maxBatch: 1);
        model.Forward(new float[4], new float[4]);

        static void Refuse(string fault, string message)
        {
            ListedBadly.Fault = fault;
            Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => new ListedBadly(maxBatch: 1)).Message);
        }
    }

    [Fact]
    public void ReadyMadeListsArePermutations()
    {
        Assert.Equal([0, 4, 2, 6, 1, 5, 3, 7], Permutations.BitReversed(8));
        Assert.Equal([0, 4, 2, 1, 3], Permutations.BitReversed(5));
        for (var length = 0; length < 40; length++)
        {
            Permutations.Invert(Permutations.BitReversed(length));
            var local = Permutations.BlockLocal(length, 7, seed: 3);
            Permutations.Invert(local);
            Assert.All(local, (index, at) => Assert.Equal(at / 7, index / 7));
        }

        Assert.NotEqual(Permutations.Identity(35), Permutations.BlockLocal(35, 7, seed: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Permutations.BlockLocal(5, 0, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Permutations.BitReversed(-1));
    }
}
