using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen;

/// <summary>A training step that was left out, since its loss or its gradient was not finite.</summary>
public sealed record NonFiniteReport
{
    /// <summary>The step, from 0: how many steps the trainer had finished before it.</summary>
    public required long Step { get; init; }

    /// <summary>The epoch of the run, from 1; 0 for a step outside of <see cref="Trainer{TModel}.Fit"/>.</summary>
    public int Epoch { get; init; }

    /// <summary>The samples of the batch, as indices of the training data; empty for a step outside of <see cref="Trainer{TModel}.Fit"/>.</summary>
    public ImmutableArray<int> Samples { get; init; } = [];

    /// <summary>The loss that the step would have reported, hooks included.</summary>
    public required float Loss { get; init; }

    /// <summary>
    /// The gradients that the optimiser would have been given, hooks included, as far as they are not finite or larger than it can take; those of the last layers
    /// first.
    /// </summary>
    public required ImmutableArray<NonFiniteNumber> Gradients { get; init; }

    /// <summary>What the batch gives at the present parameters, without hooks: the first layer and the first tensor that went wrong.</summary>
    public required Diagnosis Diagnosis { get; init; }

    /// <summary>What happened, where, and what went wrong first.</summary>
    public override string ToString()
    {
        if (float.IsFinite(Loss) && Gradients.IsEmpty)
        {
            return $"The parameters are not finite after {Step} steps. {Diagnosis}";
        }

        string loss = string.Create(CultureInfo.InvariantCulture, $"Step {Step}{(Epoch > 0 ? $" in epoch {Epoch}" : "")} was left out: its loss is {Loss}");
        string gradient = Gradients.IsEmpty ? "" : $", its gradient has {Gradients[0]}";
        string cause = Diagnosis.IsFinite
            ? "Without hooks, loss and gradient of the batch are finite: a hook made them what they were."
            : Diagnosis.ToString();
        return $"{loss}{gradient}. {cause}{InData()}";
    }

    private string InData()
    {
        int sample = (Diagnosis.Input ?? Diagnosis.Target ?? Diagnosis.Activation)?.Sample ?? -1;
        return Diagnosis.Parameters.IsEmpty && sample >= 0 && sample < Samples.Length
            ? string.Create(CultureInfo.InvariantCulture, $" (Sample {sample} of the batch is {Samples[sample]} of the training data.)")
            : "";
    }
}
