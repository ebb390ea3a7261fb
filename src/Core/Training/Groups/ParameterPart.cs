using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// Tensors that an optimiser treats alike, and where they lie: what <see cref="ParameterGroups"/> come to. Every float of storage belongs to one part at most,
/// and frozen tensors to none.
/// </summary>
public sealed class ParameterPart
{
    /// <summary>Floats that ranges are multiples of: a cache line, and the widest vector.</summary>
    internal const int Line = 16;

    private readonly TensorSettings _settings;
    private int[]? _lineTable;

    internal ParameterPart(TensorSettings settings, long missedSteps, ImmutableArray<TensorLayout> tensors)
    {
        _settings = settings;
        MissedSteps = missedSteps;
        Tensors = tensors;
        Ranges = StorageRanges.Of(tensors);
    }

    /// <summary>The tensors, in the order of the model.</summary>
    public ImmutableArray<TensorLayout> Tensors { get; }

    /// <summary>Steps in which these tensors were frozen. An optimiser that corrects for the start of its moments counts them off.</summary>
    public long MissedSteps { get; }

    /// <summary>The learning rate of the tensors is this times the optimiser's.</summary>
    public float LearningRateFactor => _settings.LearningRateFactor;

    /// <summary>Where the tensors lie.</summary>
    internal StorageRanges Ranges { get; }

    /// <summary>The number of each line in the whole storage, for kernels of GPUs.</summary>
    internal int[] LineTable => _lineTable ??= Ranges.ToLines();

    /// <summary>The weight decay of the tensors.</summary>
    /// <param name="own">The optimiser's own.</param>
    public float WeightDecay(float own) => _settings.Decay ?? _settings.DecayFactor * own;
}
