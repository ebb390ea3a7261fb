namespace SparseGen.Tool.Commands;

/// <summary>A call that help shows, to be copied.</summary>
/// <param name="Command">The command whose help has it; that of the program has all.</param>
/// <param name="Arguments">What stands behind the name of the program.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record CommandExample(string Command, string Arguments, string Meaning);
