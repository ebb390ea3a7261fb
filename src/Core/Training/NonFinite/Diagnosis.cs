using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen;

/// <summary>
/// Which numbers of a training step are not finite: what it was given, what the layers made of it, and what came of the gradient; each null, or empty, where all
/// are finite. See <see cref="Trainer{TModel}.Diagnose(ReadOnlySpan{float}, ReadOnlySpan{int})"/>.
/// </summary>
public sealed record Diagnosis
{
    /// <summary>The loss of the batch at the present parameters, without hooks.</summary>
    public required float Loss { get; init; }

    /// <summary>The parameters that are not finite, a row a tensor, in the order of the model.</summary>
    public required ImmutableArray<NonFiniteNumber> Parameters { get; init; }

    /// <summary>The first input that is not finite.</summary>
    public required NonFiniteNumber? Input { get; init; }

    /// <summary>The first target number that is not finite.</summary>
    public required NonFiniteNumber? Target { get; init; }

    /// <summary>
    /// The first activation, in the order of computing, that is not finite: the layer that went wrong. Activations that fusion does not keep cannot be looked at; a
    /// number that went wrong in one of them shows in the first that is kept behind it.
    /// </summary>
    public required NonFiniteNumber? Activation { get; init; }

    /// <summary>The first number of the loss's gradient with respect to the output that is not finite.</summary>
    public required NonFiniteNumber? OutputGradient { get; init; }

    /// <summary>
    /// The gradients that are not finite, or larger than the optimiser can take, a row a tensor, those of the last layers first: the order in which the backward
    /// pass computes them, so that the first is where it went wrong.
    /// </summary>
    public required ImmutableArray<NonFiniteNumber> Gradients { get; init; }

    /// <summary>Whether all is well with the batch at the present parameters.</summary>
    public bool IsFinite =>
        float.IsFinite(Loss) && Parameters.IsEmpty && Input is null && Target is null && Activation is null && OutputGradient is null && Gradients.IsEmpty;

    /// <summary>The first thing that is wrong, as a sentence.</summary>
    public override string ToString() =>
        IsFinite ? "Parameters, batch, activations, loss and gradients are finite."
        : !Parameters.IsEmpty ? $"The parameter {Parameters[0]}{Others(Parameters)}."
        : Input is not null ? $"The batch went wrong first: {Input}."
        : Target is not null ? $"The targets went wrong first: {Target}."
        : Activation is not null ? $"The activation {Activation} went wrong first."
        : !float.IsFinite(Loss) ? string.Create(CultureInfo.InvariantCulture, $"The loss of finite outputs is {Loss}.")
        : OutputGradient is not null ? $"The loss's gradient went wrong first: {OutputGradient}."
        : $"The gradient of {Gradients[0]} went wrong first{Others(Gradients)}.";

    /// <summary>The same, where the first sample that was looked at is another of the batch.</summary>
    internal Diagnosis From(int firstSample)
    {
        NonFiniteNumber? Moved(NonFiniteNumber? number) => number is { Sample: >= 0 } ? number with { Sample = number.Sample + firstSample } : number;

        return firstSample == 0
            ? this
            : this with { Input = Moved(Input), Target = Moved(Target), Activation = Moved(Activation), OutputGradient = Moved(OutputGradient) };
    }

    private static string Others(ImmutableArray<NonFiniteNumber> rows) => rows.Length > 1 ? $", and {rows.Length - 1} more tensors" : "";
}
