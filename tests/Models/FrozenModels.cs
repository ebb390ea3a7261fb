namespace SparseGen.Tests.Models;

/// <summary>A sum of inputs of which half are dropped: the output shows the mask.</summary>
[Model]
[VectorInput(32)]
[Dropout(0.5f), Linear(1)]
public sealed partial class DroppedOut;
