using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SparseGen.Tests.Sources;

/// <summary>The version stands in Directory.Build.props, and what users copy names that one.</summary>
public sealed class VersionTests
{
    private static readonly string Version =
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    [Fact]
    public void TheChangelogHasASectionOfTheVersion() => Assert.Contains(
        File.ReadLines(Path.Combine(Repository.Root, "CHANGELOG.md")), static line => line.StartsWith($"## [{Version}]", StringComparison.Ordinal));

    [Theory]
    [InlineData("templates", "template.json", """
        "defaultValue": "([^"]*)"
        """, 3)]
    [InlineData("samples", "*.csproj", """
        Include="SparseGen(?:\.Series)?" Version="([^"]*)"
        """, 4)]
    public void WhatUsersCopyNamesTheVersion(string folder, string files, string pattern, int count)
    {
        string[] found =
        [
            .. from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), files, SearchOption.AllDirectories)
               from Match match in Regex.Matches(File.ReadAllText(file), pattern)
               select match.Groups[1].Value,
        ];
        Assert.Equal(Enumerable.Repeat(Version, count), found);
    }
}
