using static SparseGen.Tests.Structure.Matrices;

namespace SparseGen.Tests.Structure;

/// <summary>
/// Linear mixing of X [S, C] as matrices on the flattened X, by rows (r, as here) and by columns (vec, as in Hayase and Karakida 2024,
/// arXiv 2306.01470). The left sides come from matrix products, the right sides from the library's permutations and Kronecker products. All sizes differ.
/// </summary>
public sealed class CommutationIdentityTests
{
    private const int S = 4, C = 3, OutTokens = 5, OutChannels = 2;

    private static readonly double[,] W = Random("w", OutTokens, S);
    private static readonly double[,] V = Random("v", C, OutChannels);
    private static readonly double[,] X = Random("x", S, C);

    [Fact]
    public void KTakesRowsToColumnsAndJcBack()
    {
        Equal(Flatten(Transpose(X)), Multiply(K(S, C), Flatten(X)));
        Equal(Stack(X), Multiply(K(S, C), Flatten(X)));
        Equal(Stack(Transpose(X)), Multiply(Jc(S, C), Stack(X)));
        Equal(Jc(S, C), Transpose(K(S, C)));
        Equal(Identity(S * C), Multiply(Jc(S, C), Transpose(Jc(S, C))));
    }

    [Fact]
    public void ChannelMixing()
    {
        var y = Multiply(X, V);
        Equal(Flatten(y), Multiply(EffectiveWeights.AlongChannels(Transpose(V), S), Flatten(X)));
        Equal(Flatten(y), Chain(EffectiveWeights.Kronecker(Identity(S), Transpose(V)), Flatten(X)));
        Equal(Stack(y), Chain(EffectiveWeights.Kronecker(Transpose(V), Identity(S)), Stack(X)));
    }

    [Fact]
    public void TokenMixing()
    {
        var y = Multiply(W, X);
        Equal(Flatten(y), Multiply(EffectiveWeights.AlongTokens(W, C), Flatten(X)));
        Equal(Flatten(y), Chain(EffectiveWeights.Kronecker(W, Identity(C)), Flatten(X)));
        Equal(Stack(y), Chain(EffectiveWeights.Kronecker(Identity(C), W), Stack(X)));
    }

    [Fact]
    public void BothOfThem()
    {
        var y = Chain(W, X, V);
        Equal(Flatten(y), Chain(EffectiveWeights.Kronecker(W, Transpose(V)), Flatten(X)));
        Equal(Stack(y), Chain(EffectiveWeights.Kronecker(Transpose(V), W), Stack(X)));
    }

    [Fact]
    public void MixingAlongTheStridedDimension()
    {
        Equal(
            EffectiveWeights.AlongTokens(W, C),
            Chain(Transpose(K(OutTokens, C)), EffectiveWeights.Kronecker(Identity(C), W), K(S, C)));
        Equal(
            EffectiveWeights.Kronecker(Transpose(V), Identity(S)),
            Chain(Transpose(Jc(S, OutChannels)), EffectiveWeights.Kronecker(Identity(S), Transpose(V)), Jc(S, C)));
    }

    [Fact]
    public void GeneralCommutation()
    {
        var a = Random("a", S, S);
        Equal(EffectiveWeights.Kronecker(a, Identity(C)), Chain(Transpose(K(S, C)), EffectiveWeights.Kronecker(Identity(C), a), K(S, C)));
        var b = Random("b", C, C);
        Equal(EffectiveWeights.Kronecker(b, Identity(S)), Chain(Transpose(Jc(S, C)), EffectiveWeights.Kronecker(Identity(S), b), Jc(S, C)));
    }

    /// <summary>S.21: by columns the token layer ends with Jc and hands r(U) to the channel layer, which ends with Jc^T and so with vec(H).</summary>
    [Fact]
    public void ThePairOfPkLayersByColumnsIsThatByRows()
    {
        double[,] tokens = Random("square w", S, S), channels = Random("square v", C, C);
        var u = Map(Math.Tanh, Multiply(tokens, X));
        var h = Map(Math.Tanh, Multiply(u, channels));

        Equal(Flatten(u), Pk(tokens, K(S, C), Transpose(K(S, C)), Flatten(X)));
        Equal(Flatten(h), Pk(Transpose(channels), Identity(S * C), Identity(S * C), Flatten(u)));

        var handedOn = Pk(tokens, Identity(S * C), Jc(S, C), Stack(X));
        Equal(Flatten(u), handedOn);
        Equal(Stack(h), Pk(Transpose(channels), Identity(S * C), Transpose(Jc(S, C)), handedOn));
    }

    [Fact]
    public void RepeatingABlockIsAMatrixProductOfTheView()
    {
        var a = Random("a", C, C);
        var y = Random("y", S, C);
        var mapped = Multiply(EffectiveWeights.Kronecker(Identity(S), a), Flatten(y));
        Equal(Flatten(Multiply(y, Transpose(a))), mapped);
        Equal(Stack(Multiply(a, Transpose(y))), mapped);
    }

    /// <summary>Corollary 3.4: a Mixer pair is a Monarch matrix with shared blocks, by columns Jc^T (I kron V^T) Jc (I kron W) = V^T kron W.</summary>
    [Fact]
    public void TheLinearMixerIsAMonarchMatrixBothWays()
    {
        var rows = new MixerPair(W, Transpose(V));
        Equal(
            rows.ToDense(),
            Chain(
                EffectiveWeights.Kronecker(Identity(OutTokens), Transpose(V)),
                Transpose(K(OutTokens, C)),
                EffectiveWeights.Kronecker(Identity(C), W),
                K(S, C)));

        var columns = Chain(
            Transpose(Jc(OutTokens, OutChannels)),
            EffectiveWeights.Kronecker(Identity(OutTokens), Transpose(V)),
            Jc(OutTokens, C),
            EffectiveWeights.Kronecker(Identity(C), W));
        Equal(EffectiveWeights.Kronecker(Transpose(V), W), columns);
        Equal(columns, Chain(K(OutTokens, OutChannels), rows.ToMonarch().ToDense(), Transpose(K(S, C))));
    }

    [Fact]
    public void TheLibrarysKroneckerProductIsTheDefinition() => Equal(Kronecker(W, V), EffectiveWeights.Kronecker(W, V));

    private static double[,] Pk(double[,] w, double[,] before, double[,] after, double[,] x) =>
        Map(Math.Tanh, Chain(after, Kronecker(Identity(x.Length / w.GetLength(0)), w), before, x));

    /// <summary>The library's commutation of X [rows, columns].</summary>
    private static double[,] K(int rows, int columns) => Order(Permutations.Commutation(rows, columns));

    /// <summary>The paper's: Jc vec(X) = vec(X^T), from the places of X[row, column] in both.</summary>
    private static double[,] Jc(int rows, int columns) => Create(
        rows * columns, rows * columns, (to, from) => (to / columns, to % columns) == (from % rows, from / rows) ? 1 : 0);
}
