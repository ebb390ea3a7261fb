using System.Text;
using SparseGen.Tool.Commands;

namespace SparseGen.Tool.Display;

/// <summary>
/// Standard output, which may be closed, full or a terminal that is gone. For work that must not be lost it can be told to put up with that: what cannot be printed is
/// left out then.
/// </summary>
/// <param name="output">Standard output itself.</param>
internal sealed class ForgivingWriter(TextWriter output) : TextWriter
{
    private volatile bool _forgives;

    /// <summary>Why something could not be printed; null where all was.</summary>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <summary>From now on a failure is only remembered.</summary>
    public void Forgive() => _forgives = true;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => output.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => output.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => output.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => output.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(output.Flush);

    /// <summary>What to say where nothing can be printed.</summary>
    /// <param name="exception">What the system says.</param>
    public static string Describe(IOException exception) => $"standard output cannot be written: {exception.Message}";

    private void Try(Action action)
    {
        if (_forgives && Failure is not null)
        {
            return;
        }

        try
        {
            action();
        }
        catch (Exception exception) when (_forgives && (exception is IOException or UnauthorizedAccessException))
        {
            Failure = exception.Message;
        }
        catch (IOException exception)
        {
            throw new CommandException(Describe(exception));
        }
    }
}
