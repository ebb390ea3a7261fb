using System.Collections.Immutable;

namespace SparseGen.Tool.Results;

/// <summary>What <c>list --json</c> writes.</summary>
/// <param name="Models">The models, a row each.</param>
internal sealed record ListReport(IReadOnlyList<ListedModel> Models);

/// <summary>One model of the list.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Data">Name of the data it can be trained on; null where none that the program knows has the right shape.</param>
/// <param name="InputShape">Shape of one input sample.</param>
/// <param name="OutputShape">Shape of one output sample.</param>
/// <param name="ParameterCount">Learned numbers.</param>
/// <param name="Macs">Multiply-accumulates of one sample's forward pass.</param>
internal sealed record ListedModel(
    string Model,
    string Description,
    string? Data,
    ImmutableArray<int> InputShape,
    ImmutableArray<int> OutputShape,
    int ParameterCount,
    long Macs);
