using System.Globalization;

namespace SparseGen;

/// <summary>Takes the description of a state (<see cref="IStateful"/>): names, and where values come from and go to.</summary>
/// <remarks>
/// Names are the field's own; the trainer sets the part's name in front, with a slash between: <c>hooks/0/average</c>. What takes a loaded value over should only
/// store it: the values of all parts are there and checked when the first is handed over, and where one throws the others are given back their old ones.
/// </remarks>
public sealed class StateFields
{
    /// <summary>What stands between the names of a part and of its fields.</summary>
    internal const char Separator = '/';

    private readonly List<StateField> _fields = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private string _prefix = string.Empty;

    internal StateFields(ParameterVector parameters) => Parameters = parameters;

    /// <summary>The parameters that the trainer moves; whatever vectors a part has are like them.</summary>
    public ParameterVector Parameters { get; }

    /// <summary>All fields, in the order in which they were named.</summary>
    internal IReadOnlyList<StateField> All => _fields;

    /// <summary>What loading does not change, but has to find as it was: a decay rate, a seed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or has a slash.</exception>
    public void Setting(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _fields.Add(new SettingField(FullName(name), value));
    }

    /// <inheritdoc cref="Setting(string, string)"/>
    public void Setting(string name, long value) => Setting(name, value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Setting(string, string)"/>
    public void Setting(string name, ulong value) => Setting(name, value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Setting(string, string)"/>
    public void Setting(string name, float value) => Setting(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Setting(string, string)"/>
    public void Setting(string name, double value) => Setting(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Setting(string, string)"/>
    public void Setting(string name, bool value) => Setting(name, value ? "true" : "false");

    /// <summary>A whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="get">Its present value.</param>
    /// <param name="set">Takes a loaded value over.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or has a slash.</exception>
    public void Integer(string name, Func<long> get, Action<long> set)
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        _fields.Add(new TextField(
            FullName(name),
            "a whole number",
            () => get().ToString(CultureInfo.InvariantCulture),
            text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? () => set(value) : null));
    }

    /// <summary>A number, kept to the last bit; single precision is exact too.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="get">Its present value.</param>
    /// <param name="set">Takes a loaded value over.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or has a slash.</exception>
    public void Real(string name, Func<double> get, Action<double> set)
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        _fields.Add(new TextField(
            FullName(name),
            "a number",
            () => get().ToString("R", CultureInfo.InvariantCulture),
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? () => set(value) : null));
    }

    /// <summary>A text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="get">Its present value.</param>
    /// <param name="set">Takes a loaded value over.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or has a slash.</exception>
    public void Text(string name, Func<string> get, Action<string> set)
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        _fields.Add(new TextField(FullName(name), "a text", get, text => () => set(text)));
    }

    /// <summary>A vector like the parameters. It is saved tensor by tensor, with the names and in the order of PyTorch.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="get">The present vector; null where there is none yet.</param>
    /// <param name="set">Takes a loaded vector over, which is nobody else's, or null.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or has a slash.</exception>
    public void Vector(string name, Func<ParameterVector?> get, Action<ParameterVector?> set)
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        _fields.Add(new VectorField(FullName(name), get, set, isRequired: false));
    }

    /// <summary>A vector that is always there.</summary>
    internal void RequiredVector(string name, Func<ParameterVector> get, Action<ParameterVector> set) =>
        _fields.Add(new VectorField(FullName(name), get, vector => set(vector!), isRequired: true));

    /// <summary>Some floats; how many is part of what is saved.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="get">The present floats.</param>
    /// <param name="set">Takes loaded ones over, which are nobody else's.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or has a slash.</exception>
    public void Floats(string name, Func<float[]> get, Action<float[]> set)
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        _fields.Add(new ArrayField(FullName(name), get, set));
    }

    /// <summary>The state of something that this one is made of.</summary>
    /// <param name="name">Its name, which goes in front of the names of its fields.</param>
    /// <param name="part">The part: its type is a setting, and what it describes as <see cref="IStateful"/> its state.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or has a slash.</exception>
    public void Part(string name, object part)
    {
        ArgumentNullException.ThrowIfNull(part);
        Group(name, fields =>
        {
            fields.Setting("type", part.GetType().Name);
            (part as IStateful)?.DescribeState(fields);
        });
    }

    /// <summary>Fields with a name in front of theirs.</summary>
    internal void Group(string name, Action<StateFields> describe)
    {
        string outer = _prefix;
        _prefix = FullName(name) + Separator;
        try
        {
            describe(this);
        }
        finally
        {
            _prefix = outer;
        }
    }

    /// <summary>The type of something and its settings, in one line: <c>CosineSchedule(warmUpSteps 10, minimumLearningRate 0)</c>.</summary>
    internal static string SettingsOf(object part, ParameterVector parameters)
    {
        var fields = new StateFields(parameters);
        (part as IStateful)?.DescribeState(fields);
        string settings = string.Join(", ", Array.ConvertAll([.. fields.All.OfType<SettingField>()], static field => $"{field.Name} {field.Value}"));
        return settings.Length == 0 ? part.GetType().Name : $"{part.GetType().Name}({settings})";
    }

    private string FullName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains(Separator, StringComparison.Ordinal))
        {
            throw new ArgumentException($"name is \"{name}\"; a name in a state has no {Separator}.", nameof(name));
        }

        string full = _prefix + name;
        return _names.Add(full) ? full : throw new ArgumentException($"name is \"{name}\"; there is a \"{full}\" in the state already.", nameof(name));
    }
}
