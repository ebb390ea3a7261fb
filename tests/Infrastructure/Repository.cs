using System.Reflection;

namespace SparseGen.Tests.Infrastructure;

/// <summary>Folders of the repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Tests { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "TestFolder").Value!;

    /// <summary>A file or folder of the repository.</summary>
    /// <param name="relative">Its path from the root.</param>
    public static string PathTo(string relative) => Path.GetFullPath(Path.Combine(Tests, "..", relative));

    /// <summary>The images that come with the repository: the first 10,000 of training, the first 2,000 of test.</summary>
    public static string FashionMnist { get; } = PathTo("src/Models/data/fashion-mnist");
}
