namespace SparseGen.Experiments;

/// <summary>A way to do a training step.</summary>
/// <param name="Name">For tables.</param>
/// <param name="CreateHook">Makes its hook, which is one trainer's; null for a plain step.</param>
internal sealed record StepVariant(string Name, Func<ITrainingHook?> CreateHook);
