namespace SparseGen.Generators.Emission.Cpu;

/// <summary>The text of a shape: a constructor call that names what is not as it is by default.</summary>
internal sealed class ShapeText
{
    private readonly List<(string Name, string Value)> _members = [];

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
        _members.Add((name, value));
        return this;
    }

    /// <summary>The initializer, equal for equal shapes.</summary>
    public override string ToString() => Text.Initializer("new()", _members.Select(static m => $"{m.Name} = {m.Value}"));
}
