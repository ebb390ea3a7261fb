namespace SparseGen.Tool.Commands;

/// <summary>A mistake of the caller: its message is the one line that is printed, and the exit code is 2.</summary>
/// <param name="message">What was wrong and what was expected.</param>
internal sealed class CommandException(string message) : Exception(message);
