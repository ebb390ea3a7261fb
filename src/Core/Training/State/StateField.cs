namespace SparseGen;

// Classes and not records: nobody compares or prints them, and what the compiler writes for that is two kilobytes of the package.

/// <summary>A piece of a training state.</summary>
/// <param name="name">Its name.</param>
internal abstract class StateField(string name)
{
    /// <summary>Its name.</summary>
    public string Name => name;
}

/// <summary>What has to be the same in the state and in the trainer that loads it.</summary>
/// <param name="name">Its name.</param>
/// <param name="value">What it is in the trainer.</param>
internal sealed class SettingField(string name, string value) : StateField(name)
{
    /// <summary>What it is in the trainer.</summary>
    public string Value => value;
}

/// <summary>A piece that is kept as text: a number, a name.</summary>
/// <param name="name">Its name.</param>
/// <param name="expected">What a text has to be, for messages.</param>
/// <param name="get">The present value.</param>
/// <param name="parse">Gives what takes a value over; null where the text is none.</param>
internal sealed class TextField(string name, string expected, Func<string> get, Func<string, Action?> parse) : StateField(name)
{
    /// <summary>What a text has to be, for messages.</summary>
    public string Expected => expected;

    /// <summary>The present value.</summary>
    public Func<string> Get => get;

    /// <summary>Gives what takes a value over; null where the text is none.</summary>
    public Func<string, Action?> Parse => parse;
}

/// <summary>A vector like the parameters; null where there is none yet, unless it has to be there.</summary>
/// <param name="name">Its name.</param>
/// <param name="get">The present vector.</param>
/// <param name="set">Takes another over.</param>
/// <param name="isRequired">Whether it has to be there.</param>
internal sealed class VectorField(string name, Func<ParameterVector?> get, Action<ParameterVector?> set, bool isRequired) : StateField(name)
{
    /// <summary>The present vector.</summary>
    public Func<ParameterVector?> Get => get;

    /// <summary>Takes another over.</summary>
    public Action<ParameterVector?> Set => set;

    /// <summary>Whether it has to be there.</summary>
    public bool IsRequired => isRequired;
}

/// <summary>Some floats.</summary>
/// <param name="name">Their name.</param>
/// <param name="get">The present numbers.</param>
/// <param name="set">Takes others over.</param>
internal sealed class ArrayField(string name, Func<float[]> get, Action<float[]> set) : StateField(name)
{
    /// <summary>The present numbers.</summary>
    public Func<float[]> Get => get;

    /// <summary>Takes others over.</summary>
    public Action<float[]> Set => set;
}
