namespace SparseGen.Tests.Gpu;

/// <summary>What a model may ask of a driver: less is better, and then the table below and <c>docs/gpu.md</c> get the new numbers.</summary>
/// <param name="Model">Its name in the catalogue.</param>
/// <param name="Batch">Samples.</param>
/// <param name="Step">Kernels that a training step launches, with AdamW, cross-entropy with labels and no hooks.</param>
/// <param name="Inference">Kernels that an inference launches.</param>
/// <param name="Gathers">Those of a step that only permute numbers.</param>
/// <param name="Moves">Those of a step that only bring numbers into another order of their axes.</param>
public sealed record StepBudget(string Model, int Batch, int Step, int Inference, int Gathers, int Moves)
{
    /// <summary>Floats that come back in each step, in one copy: how large the gradient is, one of each of so many groups, for the guard against what is not finite.</summary>
    public const int Guard = 256;

    /// <summary>Floats a sample that come back with them: two parts of the loss.</summary>
    public const int Loss = 2;

    /// <summary>
    /// Calls of the driver that launch something, from the third step and inference on: a step has its way forward, the loss, its way back, how large the gradient is and the
    /// optimiser.
    /// </summary>
    public const int LaunchCallsOfStep = 5, LaunchCallsOfInference = 1;

    /// <summary>Those of them that launch a graph.</summary>
    public const int GraphsOfStep = 2, GraphsOfInference = 1;

    /// <summary>Copies to the device of a step: images and labels. With noise the keys of its random bits come first.</summary>
    public const int UploadsOfStep = 2;

    /// <summary>Times that a step and an inference wait for the device: ILGPU does so before and after a copy.</summary>
    public const int WaitsOfStep = 3, WaitsOfInference = 2;

    /// <summary>The models.</summary>
    public static IReadOnlyList<StepBudget> All { get; } =
    [
        new("fashion-mixer", Batch: 8, Step: 59, Inference: 28, Gathers: 0, Moves: 0),
        new("mixer-s16", Batch: 2, Step: 107, Inference: 52, Gathers: 0, Moves: 0),
        new("rp-s-mixer", Batch: 4, Step: 95, Inference: 38, Gathers: 0, Moves: 0),
        new("monarch-mixer-s16", Batch: 1, Step: 155, Inference: 68, Gathers: 0, Moves: 0),
        new("sw-mlp", Batch: 4, Step: 88, Inference: 26, Gathers: 0, Moves: 0),
    ];

    /// <inheritdoc/>
    public override string ToString() => Model;
}
