using Xunit.Abstractions;

namespace SparseGen.Bundle;

/// <summary>How xunit finds and runs tests: as it does by itself, for whatever is not set here is a default there.</summary>
internal sealed class TestOptions : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
{
    private readonly Dictionary<string, object?> _values = [];

    /// <inheritdoc/>
    public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

    /// <inheritdoc/>
    public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
}
