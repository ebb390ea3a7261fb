namespace SparseGen;

/// <summary>
/// What a hook does to the batch and the gradient that pass through it, as far as it matters to the hooks in front of it. From these the list
/// of a trainer's hooks finds orders that make no sense.
/// </summary>
[Flags]
public enum HookEffects
{
    /// <summary>Passes everything on as it is.</summary>
    None = 0,

    /// <summary>Nothing is said: the hook may do anything. Only a hook that has to be the innermost refuses it.</summary>
    Unknown = 1,

    /// <summary>Hands on another batch than it was given.</summary>
    ChangesBatch = 2,

    /// <summary>Scales the gradient by a factor that depends on the gradient, so that it is the gradient of no loss any more.</summary>
    RescalesGradient = 4,

    /// <summary>Turns the gradient round, depending on the loss.</summary>
    FollowsLoss = 8,

    /// <summary>Leaves a gradient that was taken at other parameters than the present ones.</summary>
    LooksAhead = 16,

    /// <summary>Adds a gradient that is itself made of gradients of the loss, and so needs second derivatives to be differentiated again.</summary>
    RegularizesGradient = 32,

    /// <summary>Asks for gradients of several batches and adds them.</summary>
    CombinesBatches = 64,

    /// <summary>Reads the labels of its batch, and so cannot do with probabilities of classes or other target numbers.</summary>
    NeedsLabels = 128,

    /// <summary>Everything that a hook can do.</summary>
    All = Unknown | ChangesBatch | RescalesGradient | FollowsLoss | LooksAhead | RegularizesGradient | CombinesBatches | NeedsLabels,
}
