using System.Text;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter
{
    /// <summary>Characters of a line that lists are broken at.</summary>
    private const int LongestLine = 160;

    private readonly StringBuilder _text = new();
    private int _indentation;
    private bool _isAfterBlock;
    private bool _isAtStart;

    /// <summary>An empty line, or one line of code. What follows a block stands apart from it; at the start of one there is no empty line.</summary>
    public void Line(string line = "") => Line(line, 0, line.Length);

    /// <summary>Several lines, each indented as a whole.</summary>
    public void Lines(string lines)
    {
        int start = 0;
        while (start <= lines.Length)
        {
            int end = lines.IndexOf('\n', start);
            end = end < 0 ? lines.Length : end;
            bool hasReturn = end > start && lines[end - 1] == '\r';
            Line(lines, start, (hasReturn ? end - 1 : end) - start);
            start = end + 1;
        }
    }

    /// <summary>A call, on further lines where its arguments do not fit on one.</summary>
    public void Call(string method, IReadOnlyList<string> arguments) => List($"{method}(", arguments, ");");

    /// <summary>A call whose last arguments are objects with their members.</summary>
    /// <param name="start">The call up to the first object.</param>
    /// <param name="constructor">The constructor of all objects.</param>
    /// <param name="objects">Assignments, of each object.</param>
    public void CallOn(string start, string constructor, params IReadOnlyList<string>[] objects)
    {
        for (int i = 0; i < objects.Length; i++)
        {
            using (Block((i == 0 ? start : "") + constructor, end: i < objects.Length - 1 ? "," : ");"))
            {
                Fill(objects[i], "");
            }

            _isAfterBlock = false;
        }
    }

    /// <summary>A list between what comes before and after it: on one line where it fits.</summary>
    public void List(string start, IReadOnlyList<string> items, string end)
    {
        string line = start + string.Join(", ", items) + end;
        if ((4 * _indentation) + line.Length <= LongestLine)
        {
            Line(line);
            return;
        }

        Line(start.TrimEnd());
        _indentation++;
        Fill(items, end);
        _indentation--;
    }

    /// <summary>Items, as many on a line as fit.</summary>
    private void Fill(IReadOnlyList<string> items, string end)
    {
        var line = new StringBuilder();
        for (int i = 0; i < items.Count; i++)
        {
            string item = items[i] + (i < items.Count - 1 ? "," : end);
            if (line.Length > 0 && (4 * _indentation) + line.Length + 1 + item.Length > LongestLine)
            {
                Line(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(item);
        }

        Line(line.ToString());
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
        _isAtStart = true;
        return new OpenBlock(this, end);
    }

    /// <summary>A loop around what is written until the result is disposed.</summary>
    /// <param name="index">What it counts.</param>
    /// <param name="counter">Its variable, where that is not the index's own.</param>
    public IDisposable Loop(LoopIndex index, string? counter = null) =>
        Block($"for (int {counter ?? index.Variable} = 0; {counter ?? index.Variable} < {Text.Of(index.Count)}; {counter ?? index.Variable}++)");

    /// <summary>A loop and all that are around it, around what an action writes.</summary>
    /// <param name="innermost">The loop; null for none.</param>
    /// <param name="write">Writes the body.</param>
    public void Loops(LoopIndex? innermost, Action write)
    {
        if (innermost is null)
        {
            write();
            return;
        }

        Loops(innermost.Parent, () =>
        {
            using (Loop(innermost))
            {
                write();
            }
        });
    }

    private void Line(string text, int start, int length)
    {
        if (_isAfterBlock && length > 0 && text[start] != '}' && string.CompareOrdinal(text, start, "else", 0, 4) != 0)
        {
            _text.Append('\n');
        }

        bool isBlankAtStart = length == 0 && _isAtStart;
        _isAfterBlock = false;
        _isAtStart = false;
        if (isBlankAtStart)
        {
            return;
        }

        if (length > 0)
        {
            _text.Append(' ', 4 * _indentation).Append(text, start, length);
        }

        _text.Append('\n');
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
