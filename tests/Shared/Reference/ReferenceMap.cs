namespace SparseGen.Tests.Reference;

/// <summary>Which linear map a block of the reference uses along one dimension: dense, Monarch or sparse.</summary>
internal abstract record ReferenceMap
{
    /// <summary>A full matrix.</summary>
    public static ReferenceMap Dense { get; } = new DenseMap();

    /// <summary>A Monarch matrix with a number of blocks.</summary>
    public static ReferenceMap Monarch(int blocks) => new MonarchMap(blocks);

    /// <summary>A matrix of which a mask keeps a share.</summary>
    public static ReferenceMap Sparse(double density, ulong seed = 0) => new SparseMap(density, seed);

    /// <summary>The map of each row of [rows, inputs].</summary>
    public abstract ReferenceLayer Channels(string name, int rows, int inputs, int outputs, bool bias);

    /// <summary>The map of each column of [tokens, channels].</summary>
    public virtual ReferenceLayer Tokens(string name, int tokens, int channels, int outputs, bool bias) =>
        new ReferenceAlongTokens(Channels(name, channels, tokens, outputs, bias), tokens, channels);

    private sealed record DenseMap : ReferenceMap
    {
        public override ReferenceLayer Channels(string name, int rows, int inputs, int outputs, bool bias) =>
            new ReferenceLinear(name, rows, inputs, outputs, bias);

        public override ReferenceLayer Tokens(string name, int tokens, int channels, int outputs, bool bias) =>
            new ReferenceTokenLinear(name, tokens, channels, outputs, bias);
    }

    private sealed record MonarchMap(int Blocks) : ReferenceMap
    {
        public override ReferenceLayer Channels(string name, int rows, int inputs, int outputs, bool bias) =>
            new ReferenceMonarch(name, rows, inputs, outputs, Blocks, bias);
    }

    private sealed record SparseMap(double Density, ulong Seed) : ReferenceMap
    {
        public override ReferenceLayer Channels(string name, int rows, int inputs, int outputs, bool bias) =>
            new ReferenceSparseLinear(name, rows, inputs, outputs, Density, Seed, bias);
    }
}
