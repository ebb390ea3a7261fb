namespace SparseGen.Generators.Emission.Cpu;

/// <summary>The members of a shape that are not as they are by default.</summary>
internal sealed class ShapeText
{
    private readonly List<string> _members = [];

    /// <summary>The assignments, equal for equal shapes.</summary>
    public IReadOnlyList<string> Members => _members;

    /// <summary>Adds a number.</summary>
    /// <param name="name">The property.</param>
    /// <param name="value">Its value.</param>
    /// <param name="byDefault">The value that need not be named; null where it must.</param>
    public ShapeText Add(string name, long value, long? byDefault = 0) => value == byDefault ? this : Add(name, Text.Of(value));

    /// <summary>Adds any other member.</summary>
    /// <param name="name">The property.</param>
    /// <param name="value">Its value: an expression.</param>
    public ShapeText Add(string name, string value)
    {
        _members.Add($"{name} = {value}");
        return this;
    }

    /// <summary>The shape as part of another one.</summary>
    public override string ToString() => $"new() {{ {string.Join(", ", _members)} }}";
}
