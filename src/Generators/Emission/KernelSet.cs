namespace SparseGen.Generators.Emission;

/// <summary>The kernels of a model, each written once however many layers use it.</summary>
internal sealed class KernelSet
{
    private readonly Dictionary<string, string> _names = [];
    private readonly HashSet<string> _taken = [];
    private readonly List<string> _texts = [];

    /// <summary>The texts, in the order in which they were first needed.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Name of the kernel with this key; it is written when it is new.</summary>
    public string Name(string key, string proposedName, Action<CodeWriter, string> write)
    {
        if (_names.TryGetValue(key, out string? known))
        {
            return known;
        }

        // An epilogue of hundreds of ops makes a name that metadata does not take.
        string start = proposedName.Substring(0, Math.Min(proposedName.Length, 2 * Text.LongestName));
        string name = start;
        for (int number = 2; !_taken.Add(name); number++)
        {
            name = $"{start}Variant{number}";
        }

        _names[key] = name;
        var code = new CodeWriter();
        write(code, name);
        _texts.Add(code.ToString());
        return name;
    }
}
