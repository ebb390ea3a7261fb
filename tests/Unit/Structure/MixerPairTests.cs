using SparseGen.Structure;
using static SparseGen.Tests.Structure.Matrices;

namespace SparseGen.Tests.Structure;

/// <summary>A pair of Mixer maps, its Monarch form and its dense form are the same map. All sizes differ.</summary>
public sealed class MixerPairTests
{
    private const int S = 4, C = 3, OutTokens = 5, OutChannels = 2;

    private static readonly double[,] W = Random("w", OutTokens, S);
    private static readonly double[,] V = Random("v", OutChannels, C);
    private static readonly double[,] X = Random("x", S, C);

    [Fact]
    public void DenseFormActsOnTheFlattenedInput() =>
        Equal(Flatten(Multiply(Multiply(W, X), Transpose(V))), Multiply(new MixerPair(W, V).ToDense(), Flatten(X)));

    [Fact]
    public void OneMapActsAlongItsDimension()
    {
        Equal(Flatten(Multiply(W, X)), Multiply(EffectiveWeights.AlongTokens(W, C), Flatten(X)));
        Equal(Flatten(Multiply(X, Transpose(V))), Multiply(EffectiveWeights.AlongChannels(V, S), Flatten(X)));
    }

    [Fact]
    public void TheTwoOneAfterTheOtherAreTheKroneckerProduct() => Equal(
        new MixerPair(W, V).ToDense(), Multiply(EffectiveWeights.AlongChannels(V, OutTokens), EffectiveWeights.AlongTokens(W, C)));

    [Fact]
    public void MixingTokensIsMixingChannelsBetweenTwoTranspositions() => Equal(
        EffectiveWeights.AlongTokens(W, C),
        Multiply(Multiply(Transpose(Commutation(OutTokens, C)), EffectiveWeights.AlongChannels(W, C)), Commutation(S, C)));

    [Fact]
    public void TheCommutationMatrixTransposes()
    {
        Equal(Flatten(Transpose(X)), Multiply(Commutation(S, C), Flatten(X)));
        Equal(Identity(S * C), Multiply(Commutation(C, S), Commutation(S, C)));
    }

    [Fact]
    public void TheMonarchFormIsTheSameMatrix()
    {
        var monarch = new MixerPair(W, V).ToMonarch();
        Equal(new MixerPair(W, V).ToDense(), monarch.ToDense());
        Assert.Equal(S * OutChannels * C + OutChannels * OutTokens * S, monarch.Shape.ParameterCount);
    }

    [Fact]
    public void TheMonarchFormGivesBackThePair()
    {
        var pair = MixerPair.FromMonarch(new MixerPair(W, V).ToMonarch());
        Equal(W, pair.Tokens);
        Equal(V, pair.Channels);
    }

    [Fact]
    public void OtherMonarchMatricesHaveNoPair() =>
        Assert.Throws<ArgumentException>("monarch", () => MixerPair.FromMonarch(new MonarchFactors(MonarchShape.OfLayer(12, 12, 2))));

    [Fact]
    public void TheDenseFormGivesBackThePairUpToAFactor()
    {
        var dense = new MixerPair(W, V).ToDense();
        var (pair, error) = NearestPair.Find(dense, OutTokens, S);
        Assert.True(error < 1e-9);
        Equal(dense, pair.ToDense());
    }

    [Fact]
    public void TheErrorOfTheNearestPairIsItsDistance()
    {
        var dense = Random("dense", OutTokens * OutChannels, S * C);
        var (pair, error) = NearestPair.Find(dense, OutTokens, S);
        Assert.Equal(Distance(dense, pair.ToDense()), error, 9);
        Assert.Throws<ArgumentException>("dense", () => NearestPair.Find(dense, 3, S));
    }

    [Fact]
    public void TheMeanIsTheNearestSharedBlock()
    {
        var blocks = new BlockTensor(2, 1, 2);
        ((ReadOnlySpan<double>)[1, 2, 5, 4]).CopyTo(blocks.Values);
        Equal(new double[,] { { 3, 3 } }, blocks.Mean());
        Equal(new double[,] { { 1, 2, 0, 0 }, { 0, 0, 5, 4 } }, blocks.ToDense());
    }
}
