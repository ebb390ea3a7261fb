namespace SparseGen.Generators.Emission.Model;

/// <summary>
/// The attributes of what is generated. Coverage tools leave it alone by them: their counters in a kernel are statements that no GPU compiles, and cost a CPU
/// more than the kernel. They look at a type and at the one around it only, so that every nested type has its mark. In the user's class it stands at the members:
/// at the class it would leave out the user's own.
/// </summary>
internal static class GeneratedMarks
{
    private const string Uncovered = "global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage";

    /// <summary>Of types within the one that holds all that is not in the user's class; a using there shortens it.</summary>
    public const string NestedType = "[ExcludeFromCodeCoverage]";

    private static readonly string Tool =
        $"global::System.CodeDom.Compiler.GeneratedCode(\"SparseGen\", \"{typeof(GeneratedMarks).Assembly.GetName().Version.ToString(fieldCount: 3)}\")";

    /// <summary>Of the type with all that is not in the user's class.</summary>
    public static string Type { get; } = $"[{Tool}, {Uncovered}]";

    /// <summary>Of a member of the user's class. What the engine throws stops a debugger at the user's call.</summary>
    public static string Member { get; } = $"[{Tool}, {Uncovered}, global::System.Diagnostics.DebuggerNonUserCode]";

    /// <summary>Of a field of the user's class, in which there is nothing to cover.</summary>
    public static string Field { get; } = $"[{Tool}]";
}
