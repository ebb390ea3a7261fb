using SparseGen.Generators.Diagnostics;

namespace SparseGen.Generators.Emission;

/// <summary>The kernels of a model, each written once however many layers use it.</summary>
internal sealed class KernelSet
{
    private readonly Dictionary<string, string> _names = [];
    private readonly HashSet<string> _taken = [];
    private readonly Dictionary<string, int> _next = [];
    private readonly List<string> _texts = [];
    private readonly List<string> _fields = [];
    private readonly List<string> _fieldNames = [];
    private long _length;

    /// <summary>
    /// Characters of all kernels. Each distinct size has kernels of its own, some 10,000 characters for a MixerBlock: beyond this the compiler would be
    /// busy with them for minutes.
    /// </summary>
    private const long LongestText = 8_000_000;

    /// <summary>Writes the texts, with a line between them, in the order in which they were first needed.</summary>
    /// <param name="code">Takes them.</param>
    /// <param name="isFirst">Whether nothing stands before them.</param>
    public void WriteTexts(CodeWriter code, bool isFirst)
    {
        foreach (string text in _texts)
        {
            if (!isFirst)
            {
                code.Line();
            }

            isFirst = false;
            code.Lines(text.TrimEnd('\n'));
        }
    }

    /// <summary>Writes the fields that kernels use, one after another, in the order in which they were first needed.</summary>
    public void WriteFields(CodeWriter code)
    {
        foreach (string field in _fields)
        {
            code.Lines(field.TrimEnd('\n'));
        }
    }

    /// <summary>Name of the kernel with this key; it is written when it is new.</summary>
    public string Name(string key, string proposedName, Action<CodeWriter, string> write) => Name(key, proposedName, write, _texts);

    /// <summary>Names of the fields, in the order in which they were first needed.</summary>
    public IReadOnlyList<string> FieldNames => _fieldNames;

    /// <summary>Name of the field with this key; it is written when it is new.</summary>
    public string Field(string key, string proposedName, Action<CodeWriter, string> write)
    {
        string name = Name(key, proposedName, write, _fields);
        if (_fieldNames.Count < _fields.Count)
        {
            _fieldNames.Add(name);
        }

        return name;
    }

    private string Name(string key, string proposedName, Action<CodeWriter, string> write, List<string> texts)
    {
        if (_names.TryGetValue(key, out string? known))
        {
            return known;
        }

        // An epilogue of hundreds of ops makes a name that metadata does not take.
        string start = proposedName.Substring(0, Math.Min(proposedName.Length, 2 * Text.LongestName));
        string name = start;
        int number = _next.TryGetValue(start, out int next) ? next : 2;
        for (; !_taken.Add(name); number++)
        {
            name = $"{start}Variant{number}";
        }

        _next[start] = number;

        _names[key] = name;
        var code = new CodeWriter();
        write(code, name);
        string text = code.ToString();
        texts.Add(text);
        _length += text.Length;
        if (_length > LongestText)
        {
            throw new RefusedException(
                Descriptors.DeclarationTooLong,
                (model, _) => [model, _length, "characters of kernels for one kind of device", LongestText, "let more of its layers have the same sizes"]);
        }

        return name;
    }
}
