namespace SparseGen;

/// <summary>A piece of a training state, under its name.</summary>
internal abstract record StateField(string Name);

/// <summary>What has to be the same in the state and in the trainer that loads it.</summary>
internal sealed record SettingField(string Name, string Value) : StateField(Name);

/// <summary>A piece that is kept as text: a number, a name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expected">What a text has to be, for messages.</param>
/// <param name="Get">The present value.</param>
/// <param name="Parse">Gives what takes a value over; null where the text is none.</param>
internal sealed record TextField(string Name, string Expected, Func<string> Get, Func<string, Action?> Parse) : StateField(Name);

/// <summary>A vector like the parameters; null where there is none yet, unless it has to be there.</summary>
internal sealed record VectorField(string Name, Func<ParameterVector?> Get, Action<ParameterVector?> Set, bool IsRequired) : StateField(Name);

/// <summary>Some floats.</summary>
internal sealed record ArrayField(string Name, Func<float[]> Get, Action<float[]> Set) : StateField(Name);
