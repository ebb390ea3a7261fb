namespace SparseGen.Generators;

/// <summary>Names of the incremental steps; tests ask for their reasons by these.</summary>
internal static class TrackingNames
{
    /// <summary>Declaration to parsed model, with places in the source.</summary>
    public const string Parse = nameof(Parse);

    /// <summary>The parsed model with what is wrong with it: the one step that checks.</summary>
    public const string Check = nameof(Check);

    /// <summary>The model alone, without places: equal models end here.</summary>
    public const string Model = nameof(Model);

    /// <summary>Whether the project has what runs models on GPUs.</summary>
    public const string HasGpu = nameof(HasGpu);

    /// <summary>The generated text, or why there is none.</summary>
    public const string Source = nameof(Source);

    /// <summary>Which models' names would clash as names of files.</summary>
    public const string FileNames = nameof(FileNames);

    /// <summary>The generated text with the name of its file.</summary>
    public const string File = nameof(File);

    /// <summary>Why checked models have no text, all together; empty as a rule.</summary>
    public const string Failures = nameof(Failures);

    /// <summary>What is wrong with the declaration.</summary>
    public const string Diagnostics = nameof(Diagnostics);

    /// <summary>What is wrong with a block by itself.</summary>
    public const string Blocks = nameof(Blocks);
}
