namespace SparseGen.Tests.Infrastructure;

/// <summary>Tests that ask how long something takes. They follow each other when all others are done: beside others they would measure those.</summary>
[CollectionDefinition(nameof(Timed), DisableParallelization = true)]
public sealed class Timed;
