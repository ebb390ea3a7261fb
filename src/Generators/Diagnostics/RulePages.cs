using System.Reflection;

namespace SparseGen.Generators.Diagnostics;

/// <summary>The page that explains a rule. The site is the one that the packages name, <c>PackageProjectUrl</c>; its pages are the files of docs/rules.</summary>
internal static class RulePages
{
    private static readonly string Site = typeof(RulePages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static metadata => metadata.Key == "Site").Value;

    public static string Of(string id) => $"{Site}/rules/{id}.html";
}
