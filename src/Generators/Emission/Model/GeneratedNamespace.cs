using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Emission.Model;

/// <summary>
/// The namespace of all that is generated but the members themselves. What kernels name is found by the usings in it before anything of the
/// user's; in the namespace of the model, a class such as <c>Grid</c> would hide what they mean.
/// </summary>
internal static class GeneratedNamespace
{
    /// <summary>Its name. The user may declare nothing in it: that would come before what the usings bring in.</summary>
    public const string Namespace = "SparseGen.Generated";

    /// <summary>Bytes of a class's name: metadata takes 1,023.</summary>
    private const int MostBytes = 500;

    /// <summary>
    /// Opens the namespace. Types of SparseGen itself need no using: they stand in the namespace around it, behind what usings bring in.
    /// </summary>
    public static IDisposable Open(CodeWriter code, bool hasGpu)
    {
        IDisposable space = code.Block($"namespace {Namespace}");
        string[] names =
        [
            "System.Diagnostics.CodeAnalysis", "System.Runtime.CompilerServices",
            "SparseGen.Execution", .. Of(hasGpu, "SparseGen.Gpu"), "SparseGen.Graph",
            "SparseGen.Kernels", "SparseGen.Kernels.Cpu", .. Of(hasGpu, "SparseGen.Kernels.Gpu"), "SparseGen.Simd",
        ];
        foreach (string name in names)
        {
            code.Line($"using global::{name};");
        }

        code.Line();
        return space;
    }

    private static string[] Of(bool isWanted, string name) => isWanted ? [name] : [];

    /// <summary>
    /// Name of a model's class in it: the full name with underscores for dots. A digit never begins a name, so that an underscore of
    /// the name's own, which a 0 follows, is no dot; and nothing that kernels name ends as these do. The underscore before the hash that ends a long name
    /// is neither, since a 1 follows.
    /// </summary>
    public static string ClassName(ModelName model) =>
        ShortName.Of(model.FullName.Replace("_", "_0").Replace('.', '_'), MostBytes, model.FullName, "_1") + "Programs";

    /// <summary>That class as code that means it wherever it stands.</summary>
    public static string Reference(ModelName model) => $"global::{Namespace}.{ClassName(model)}";
}
