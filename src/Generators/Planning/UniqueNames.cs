using SparseGen.Generators.Emission;

namespace SparseGen.Generators.Planning;

/// <summary>Names of constants: the value's name in Pascal case behind a prefix, numbered when it comes again.</summary>
internal sealed class UniqueNames(string prefix)
{
    private readonly HashSet<string> _taken = [];
    private readonly Dictionary<string, int> _next = [];

    public string Next(string name)
    {
        string proposed = prefix + Text.Pascal(name);
        string unique = proposed;
        int number = _next.TryGetValue(proposed, out int known) ? known : 2;
        for (; !_taken.Add(unique); number++)
        {
            unique = proposed + Text.Of(number);
        }

        _next[proposed] = number;

        return unique;
    }
}
