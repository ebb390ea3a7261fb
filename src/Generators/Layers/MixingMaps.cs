using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>The linear maps of a block that mixes tokens and channels: its arguments TokenMap, ChannelMap, Blocks, Density and Seed.</summary>
internal sealed record MixingMaps(LinearMapChoice Tokens, LinearMapChoice Channels) : Unprinted
{
    /// <summary>Why a softmax over the last dimension is not what such a block asks for.</summary>
    public const string TokensAreMapped = "half of its maps are those of tokens";

    /// <summary>What to do instead.</summary>
    public const string WriteItByHand = "write the block by hand, with Transpose and Activation(ActivationKind.Softmax) in a [Block]";

    /// <summary>The maps of a declaration.</summary>
    public static MixingMaps From(LayerSpec spec) => new(
        LinearMapChoice.From(spec, "TokenMap", MixingAxis.Tokens), LinearMapChoice.From(spec, "ChannelMap", MixingAxis.Channels));

    /// <summary>Checks that sparse maps have a density, and that nothing is set which no map and no permutation reads.</summary>
    /// <returns>Whether it is so.</returns>
    public bool AreSettingsGood(LayerSpec spec, DiagnosticBag problems)
    {
        bool isGood = IsRead("Blocks", LinearMapKind.Monarch)
            & IsRead("Density", LinearMapKind.Sparse)
            & problems.RequireReadIfGiven(
                spec,
                "Seed",
                Uses(LinearMapKind.Sparse) || RandomPermutations.AreAsked(spec),
                "none of its maps is LinearMap.Sparse and its Permutation is not Random",
                "set TokenMap, ChannelMap or Permutation so");
        if (Uses(LinearMapKind.Sparse) && spec.Number("Density") is null)
        {
            problems.Report(Descriptors.DensityMissing, spec.Kind, Tokens.Kind == LinearMapKind.Sparse ? "TokenMap" : "ChannelMap");
            isGood = false;
        }

        return isGood;

        bool IsRead(string argument, LinearMapKind kind) => problems.RequireReadIfGiven(
            spec, argument, Uses(kind), $"none of its maps is LinearMap.{kind}", "set TokenMap or ChannelMap to it");
    }

    /// <summary>
    /// Checks that both maps fit between two sizes. The map with fewer weights comes first: if it is sparse and its density keeps a weight, so does that of the other, which
    /// is the same.
    /// </summary>
    /// <returns>Whether they do.</returns>
    public bool Check(LayerSpec spec, (int Inputs, int Outputs) tokens, (int Inputs, int Outputs) channels, DiagnosticBag problems)
    {
        bool AreTokens() => Tokens.Check(spec, tokens.Inputs, tokens.Outputs, problems);
        bool AreChannels() => Channels.Check(spec, channels.Inputs, channels.Outputs, problems);
        bool channelsAreFewer = (long)channels.Inputs * channels.Outputs < (long)tokens.Inputs * tokens.Outputs;
        return channelsAreFewer && Tokens.Kind == LinearMapKind.Sparse && Channels.Kind == LinearMapKind.Sparse ? AreChannels() && AreTokens() : AreTokens() && AreChannels();
    }

    private bool Uses(LinearMapKind kind) => Tokens.Kind == kind || Channels.Kind == kind;
}
