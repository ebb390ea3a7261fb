namespace SparseGen;

/// <summary>
/// What a loss, or a hook that hands on targets of its own, can say of the targets of a whole data set before a run begins. Those of others may take targets
/// as they like, and say so when they see them.
/// </summary>
internal interface ITargetCheck
{
    /// <summary>Checks the targets of all samples; their sizes fit.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="outputs">Outputs of the model.</param>
    /// <param name="name">Name of the parameter that the data set came as.</param>
    /// <exception cref="ArgumentException">
    /// The targets are of the wrong kind, a label is outside the range of the outputs, or numbers are no probabilities where they have to be.
    /// </exception>
    void CheckTargets(Dataset data, int outputs, string name);
}
