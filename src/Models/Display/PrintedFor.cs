namespace SparseGen.Tool.Display;

/// <summary>Who reads what a command prints.</summary>
internal enum PrintedFor
{
    /// <summary>Somebody at a terminal: tables that fit, colours, a display that moves.</summary>
    People,

    /// <summary>A pipe, a file, or who asks for <c>--plain</c>: text with tabs.</summary>
    Programs,

    /// <summary>Who asks for <c>--quiet</c>, or has the result as JSON on standard output: nothing but errors.</summary>
    Nobody,
}
