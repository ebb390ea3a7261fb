using System.ComponentModel;

namespace SparseGen.Execution;

/// <summary>
/// The activations that a generated program keeps from the forward to the backward pass, in the order in which they are computed. Generated code makes the list
/// when somebody asks for it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SavedActivations
{
    private readonly List<SavedActivation> _list = [];

    /// <summary>What was added.</summary>
    internal IReadOnlyList<SavedActivation> List => _list;

    /// <summary>Adds an activation.</summary>
    /// <param name="name">Its name, such as <c>blocks.2.mlp_tokens.fc1.linear</c>.</param>
    /// <param name="offset">Where it lies, in floats a sample.</param>
    /// <param name="size">Floats of one sample.</param>
    /// <param name="isPacked">Whether the CPU keeps rows of several samples side by side, so that a place in it tells nothing of the sample.</param>
    /// <param name="gradient">Where its gradient lies; negative where that is not kept.</param>
    public void Add(string name, int offset, int size, bool isPacked = false, int gradient = -1) => _list.Add(new SavedActivation(name, offset, size, isPacked, gradient));
}
