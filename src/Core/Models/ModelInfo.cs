using System.Collections.Immutable;

namespace SparseGen;

/// <summary>What is known about a model before it runs: shapes, cost, layers and tensors.</summary>
public sealed record ModelInfo
{
    /// <summary>Name of the model class.</summary>
    public required string Name { get; init; }

    /// <summary>Shape of one input sample: [channels, height, width], [tokens, channels] or [features], which it is where there are several <see cref="Inputs"/>.</summary>
    public required ImmutableArray<int> InputShape { get; init; }

    /// <summary>Shape of one output sample.</summary>
    public required ImmutableArray<int> OutputShape { get; init; }

    /// <summary>Floats of one input sample.</summary>
    public required int InputSize { get; init; }

    /// <summary>Floats of one output sample.</summary>
    public required int OutputSize { get; init; }

    /// <summary>Learned numbers.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>Multiply-accumulates of one sample's forward pass.</summary>
    public required long Macs { get; init; }

    /// <summary>The layers, a row each, in order.</summary>
    public required ImmutableArray<LayerInfo> Layers { get; init; }

    /// <summary>
    /// The largest of the layers' effective widths m = S C (Hayase and Karakida 2024, arXiv 2306.01470): the width of the widest place between two
    /// layers, embedding and head included. Hidden layers inside a block, gamma times as wide, do not count, as in the paper, nor does the input, flattened or not.
    /// </summary>
    public int EffectiveWidth => Layers.IsEmpty ? 0 : Layers.Max(static layer => layer.EffectiveWidth);

    /// <summary>
    /// The share of all linear maps' effective dense matrices that is not zero, those of all layers taken together: connections over those of the dense MLP
    /// of the same widths, so that large layers count for more. Omega / (gamma m^2), the p of the paper (Hayase and Karakida 2024, arXiv 2306.01470), for
    /// blocks all alike and nothing else; 0 where there is no linear map. See <see cref="LayerInfo.Density"/>.
    /// </summary>
    public double Density => Layers.Sum(static layer => layer.DenseConnections) is > 0 and double dense ? Macs / dense : 0;

    /// <summary>
    /// Omega, the connections of a linear map on average over all of the model's, embedding and head included: see
    /// <see cref="LayerInfo.Connections"/>. The paper averages over the blocks alone.
    /// </summary>
    public double Connections => Layers.Sum(static layer => layer.LinearMapCount) is > 0 and int count ? (double)Macs / count : 0;

    /// <summary>Whether the model can be trained: see <see cref="ModelAttribute.Training"/>.</summary>
    public bool HasTraining { get; init; } = true;

    /// <summary>Whether the model was declared with <see cref="ModelAttribute.HessianProducts"/>.</summary>
    public bool HasHessianProducts { get; init; }

    /// <summary>
    /// The permutations that were declared, in order, each copy of a repeated layer with its own: two around each mixing of an RP block, and J1 and J2 of PK layers where
    /// they are not the identity.
    /// </summary>
    public ImmutableArray<PermutationInfo> Permutations { get; init; } = [];

    /// <summary>The inputs that a sample consists of, one behind another: one, or those of <see cref="InputAttribute"/> too.</summary>
    public ImmutableArray<InputInfo> Inputs
    {
        get => field.IsDefault ? [new InputInfo("input", InputShape, 0, InputSize)] : field;
        init;
    }

    /// <summary>The columns of a sample that hold categories, in the order of the layers that read them; a column that two read counts twice.</summary>
    public ImmutableArray<CategoryInfo> Categories { get; init; } = [];

    /// <summary>The masks of the sparse tensors, in the order of <see cref="Tensors"/>.</summary>
    public ImmutableArray<MaskInfo> Masks { get; init; } = [];

    /// <summary>The learned tensors, with names and shapes as PyTorch has them.</summary>
    public required ImmutableArray<TensorInfo> Tensors { get; init; }

    /// <summary>Asks whether all columns of categories hold some.</summary>
    /// <exception cref="ArgumentException">A number is no category: the message names sample, column and number.</exception>
    internal void CheckCategories(ReadOnlySpan<float> input, string parameter)
    {
        foreach (CategoryInfo column in Categories)
        {
            column.Check(input, InputSize, parameter);
        }
    }

    /// <summary>Asks members of the program for the lists that they are to give, before anything is computed with them.</summary>
    internal void CheckLists()
    {
        foreach (PermutationInfo permutation in Permutations)
        {
            if (permutation.Kind is Permutation.List or Permutation.InverseList)
            {
                _ = permutation.Indices;
            }
        }
    }
}
