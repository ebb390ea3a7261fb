namespace SparseGen.Tests.Infrastructure;

/// <summary>
/// How much of the tests run. All of them do, unless <c>SPARSEGEN_TESTS=change</c> asks for what a change has to pass in less than twenty minutes on two cores: then a device that
/// takes a second for each kernel it compiles gets fewer models, and tests with the trait <c>Run=release</c> are left out by the filter of <c>.ci/run</c>.
/// </summary>
internal static class TestScope
{
    /// <summary>The trait of tests that a release has to pass and not each change.</summary>
    public const string Trait = "Run";

    /// <summary>Its value.</summary>
    public const string Release = "release";

    /// <summary>Whether what runs is for a change alone.</summary>
    public static bool IsChange { get; } = Environment.GetEnvironmentVariable("SPARSEGEN_TESTS") == "change";
}
