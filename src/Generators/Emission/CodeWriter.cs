using System.Text;

namespace SparseGen.Generators.Emission;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _indentation;
    private bool _isAfterBlock;

    /// <summary>An empty line, or one line of code. What follows a block stands apart from it.</summary>
    public void Line(string line = "")
    {
        if (_isAfterBlock && line.Length > 0 && line[0] != '}' && !line.StartsWith("else", StringComparison.Ordinal))
        {
            _text.Append('\n');
        }

        _isAfterBlock = false;
        if (line.Length > 0)
        {
            _text.Append(' ', 4 * _indentation).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>Several lines, each indented as a whole.</summary>
    public void Lines(string lines)
    {
        foreach (string line in lines.Replace("\r", "").Split('\n'))
        {
            Line(line);
        }
    }

    /// <summary>A call, with an argument a line where they are long.</summary>
    public void Call(string method, IReadOnlyList<string> arguments)
    {
        const int LongestLine = 120;
        string call = $"{method}({string.Join(", ", arguments)});";
        Lines(call.Length <= LongestLine ? call : $"{method}(\n    {string.Join(",\n    ", arguments)});");
    }

    /// <summary>A documentation comment of one sentence.</summary>
    public void Summary(string sentence) => Line($"/// <summary>{sentence.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")}</summary>");

    /// <summary>Braces around what is written until the result is disposed.</summary>
    /// <param name="header">The line before the brace, if any.</param>
    /// <param name="continuation">A further line of the header, indented once more.</param>
    /// <param name="end">What follows the closing brace.</param>
    public IDisposable Block(string? header = null, string? continuation = null, string end = "")
    {
        if (header is not null)
        {
            Line(header);
        }

        if (continuation is not null)
        {
            Line("    " + continuation);
        }

        Line("{");
        _indentation++;
        return new OpenBlock(this, end);
    }

    public override string ToString() => _indentation == 0
        ? _text.ToString()
        : throw new InvalidOperationException("A block is still open.");

    private sealed class OpenBlock(CodeWriter writer, string end) : IDisposable
    {
        public void Dispose()
        {
            writer._indentation--;
            writer.Line("}" + end);
            writer._isAfterBlock = true;
        }
    }
}
