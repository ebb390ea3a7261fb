using System.Reflection;

namespace SparseGen.Tests.Infrastructure;

/// <summary>Folders of the repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Tests { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "TestFolder").Value!;

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Tests, ".."));

    /// <summary>The images that come with the repository: the first 10,000 of training, the first 2,000 of test.</summary>
    public static string FashionMnist { get; } = Path.GetFullPath(Path.Combine(Tests, "../src/Models/data/fashion-mnist"));
}
