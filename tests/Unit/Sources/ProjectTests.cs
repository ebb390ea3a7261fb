using System.Xml.Linq;

namespace SparseGen.Tests.Sources;

/// <summary>What the project files of the libraries promise to projects that refer to them.</summary>
public sealed class ProjectTests
{
    /// <summary>A reference to a project takes its configuration from the one that refers: a user who debugs a program would train with loops that nobody optimised.</summary>
    [Theory]
    [InlineData("src/Core/SparseGen.Core.csproj")]
    [InlineData("src/Gpu/SparseGen.Gpu.csproj")]
    [InlineData("src/Architectures/SparseGen.Models.csproj")]
    [InlineData("src/Structure/SparseGen.Structure.csproj")]
    [InlineData("src/Analysis/SparseGen.Analysis.csproj")]
    [InlineData("src/Series/SparseGen.Series.csproj")]
    [InlineData("src/Compression/SparseGen.Compression.csproj")]
    [InlineData("src/Generators/SparseGen.Generators.csproj")]
    public void LibrariesAreOptimisedInEveryConfiguration(string project)
    {
        XElement optimize = Assert.Single(XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("Optimize"));
        Assert.Equal("true", optimize.Value);
        Assert.DoesNotContain(optimize.AncestorsAndSelf(), static element => element.Attribute("Condition") is not null);
    }
}
